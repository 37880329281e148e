//! The colours of the Government Analysis Function for charts. They were chosen to be told apart by
//! people who see colours differently; even so no meaning rests on colour alone.

/// First category, and the strongest of the ordered colours: dark blue.
pub const DARK_BLUE: &str = "#12436D";
/// Second of the ordered colours: mid blue.
pub const MID_BLUE: &str = "#2073BC";
/// Third of the ordered colours: light blue.
pub const LIGHT_BLUE: &str = "#6BACE6";
/// The second category where there are two only: orange.
pub const ORANGE: &str = "#F46A25";
/// The second category where there are three or four: turquoise.
pub const TURQUOISE: &str = "#28A197";
/// The third category: dark pink.
pub const DARK_PINK: &str = "#801650";
