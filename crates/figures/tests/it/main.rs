//! What a figure promises: its four forms agree, and no label is cut off.

mod comparing;
mod drawing;
mod forms;
mod many;
