//! What a figure promises: its four forms agree, and no label is cut off.

mod drawing;
mod forms;
