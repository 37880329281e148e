//! Running text with tables and drawings, before it is a file.

use crate::workbook::Table;
use crate::{Error, layout};

/// A document for a board or a council: it can be handed over as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What it is about: the title of the file too.
    pub title: String,
    /// A line below the title, such as the kind and date of an inspection; may be empty.
    pub subtitle: String,
    /// Who made it, for the file's own description.
    pub author: String,
    /// The language of its words: `en-GB`.
    pub language: String,
    /// What a reader must know before all else, in a few sentences.
    pub summary: Vec<String>,
    /// Its parts, in reading order.
    pub sections: Vec<Section>,
    /// What stands small at the foot of every page, such as the sentence that says whose reading it is.
    pub foot: String,
}

impl Report {
    /// Whether it can be read by everybody it is handed to.
    ///
    /// # Errors
    /// When it has no title, or a drawing no words for those who cannot see it, or a table is none.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.title.trim().is_empty() {
            return Err(Error::NoTitle);
        }
        let mut blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.try_for_each(|block| match block {
            Block::Drawing { alt, caption, .. } if alt.trim().is_empty() => {
                Err(Error::NoAlternative(caption.clone()))
            }
            Block::Table(table) => layout::check(table),
            _ => Ok(()),
        })
    }
}

/// A part with its own heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What stands in it, in reading order.
    pub blocks: Vec<Block>,
}

/// One piece of a part.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading below the part's own.
    Heading(String),
    /// Running text.
    Paragraph(String),
    /// Points without an order.
    List(Vec<String>),
    /// Names with their values.
    Facts(Vec<(String, String)>),
    /// A table; its caption is said first.
    Table(Table),
    /// A drawing.
    Drawing {
        /// The drawing as SVG: attributes only, nothing fetched.
        svg: String,
        /// What it shows, for those who cannot see it.
        alt: String,
        /// What stands below it.
        caption: String,
    },
    /// A link: its words, which say where it goes, and its address.
    Link {
        /// The words.
        words: String,
        /// The address, of the web.
        address: String,
    },
}
