//! The little XML that is written here: elements, attributes, text.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::Error;

/// An XML document as it grows.
pub(crate) struct Xml(Writer<Vec<u8>>);

/// Attributes, in the order in which they are written.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A document with nothing but its declaration.
    pub(crate) fn new() -> Result<Self, Error> {
        let mut xml = Xml(Writer::new(Vec::new()));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(xml)
    }

    /// An element around what `inner` writes.
    pub(crate) fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        inner: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.write(Event::Start(start(name, attributes)))?;
        inner(self)?;
        self.write(Event::End(BytesEnd::new(name)))
    }

    /// An element with nothing in it.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> Result<(), Error> {
        self.write(Event::Empty(start(name, attributes)))
    }

    /// An element with text in it.
    pub(crate) fn leaf(&mut self, name: &str, words: &str) -> Result<(), Error> {
        self.element(name, &[], |xml| xml.text(words))
    }

    /// Text.
    pub(crate) fn text(&mut self, words: &str) -> Result<(), Error> {
        self.write(Event::Text(BytesText::new(words)))
    }

    /// Its bytes.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.into_inner()
    }

    fn write(&mut self, event: Event<'_>) -> Result<(), Error> {
        self.0.write_event(event).map_err(Error::writing)
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}
