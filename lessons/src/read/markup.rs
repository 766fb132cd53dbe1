//! From Markdown to blocks. Only what a lesson needs is taken: whatever else stands in a text, HTML above all, is refused.

use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::ReadError;
use crate::{Block, Inline, ListKind};

/// What a lesson's text refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// A question is asked.
    Question(&'a str),
    /// A link to a moment.
    Moment(&'a str),
    /// A link to a scenario.
    Scenario(&'a str),
}

/// Reads a text.
pub(super) fn parse(text: &str, path: &Path) -> Result<Vec<Block>, ReadError> {
    let mut reader = Reader { events: Parser::new_ext(text, Options::empty()) };
    reader.blocks().map_err(|what| ReadError::Markup(path.to_owned(), what))
}

/// Everything that blocks refer to, in order.
pub(super) fn places(blocks: &[Block]) -> Vec<Place<'_>> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Heading(content) | Block::Paragraph(content) => inline_places(content),
            Block::List(_, items) => items.iter().flat_map(|item| places(item)).collect(),
            Block::Code(_) => Vec::new(),
            Block::Question(id) => vec![Place::Question(id)],
        })
        .collect()
}

fn inline_places(content: &[Inline]) -> Vec<Place<'_>> {
    content
        .iter()
        .filter_map(|inline| match inline {
            Inline::Moment(moment, _) => Some(vec![Place::Moment(moment)]),
            Inline::Scenario(id, _) => Some(vec![Place::Scenario(id)]),
            Inline::Emphasis(inner) | Inline::Strong(inner) => Some(inline_places(inner)),
            Inline::Text(_) | Inline::Code(_) => None,
        })
        .flatten()
        .collect()
}

/// Goes through the events of a text. A failure is what was found that does not belong there.
struct Reader<'a> {
    events: Parser<'a>,
}

impl Reader<'_> {
    /// Blocks up to the end of what holds them.
    fn blocks(&mut self) -> Result<Vec<Block>, String> {
        let mut blocks = Vec::new();
        // The text of a list item that is one line stands there without a paragraph.
        let mut loose = Vec::new();
        loop {
            match self.events.next() {
                None | Some(Event::End(_)) => break,
                Some(Event::Start(tag)) => match self.block(&tag)? {
                    Some(block) => {
                        blocks.extend(paragraph(std::mem::take(&mut loose)));
                        blocks.push(block);
                    }
                    None => loose.push(self.tagged(tag)?),
                },
                Some(event) => loose.push(plain(event)?),
            }
        }
        blocks.extend(paragraph(loose));
        Ok(blocks)
    }

    /// The block that a tag begins; `None` if it begins a piece of a line.
    fn block(&mut self, tag: &Tag<'_>) -> Result<Option<Block>, String> {
        Ok(match tag {
            Tag::Paragraph => paragraph(self.line()?),
            Tag::Heading { .. } => Some(Block::Heading(self.line()?)),
            Tag::List(first) => {
                Some(self.list(if first.is_some() { ListKind::Ordered } else { ListKind::Bulleted })?)
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => Some(self.code()?),
            _ => None,
        })
    }

    fn list(&mut self, kind: ListKind) -> Result<Block, String> {
        let mut items = Vec::new();
        while let Some(Event::Start(Tag::Item)) = self.events.next() {
            items.push(self.blocks()?);
        }
        Ok(Block::List(kind, items))
    }

    fn code(&mut self) -> Result<Block, String> {
        let mut code = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::Text(text) => code.push_str(&text),
                _ => break,
            }
        }
        Ok(Block::Code(code))
    }

    /// Pieces of a line up to the end of what holds them.
    fn line(&mut self) -> Result<Vec<Inline>, String> {
        let mut line = Vec::new();
        loop {
            match self.events.next() {
                None | Some(Event::End(_)) => return Ok(joined(line)),
                Some(Event::Start(tag)) => line.push(self.tagged(tag)?),
                Some(event) => line.push(plain(event)?),
            }
        }
    }

    fn tagged(&mut self, tag: Tag<'_>) -> Result<Inline, String> {
        Ok(match tag {
            Tag::Emphasis => Inline::Emphasis(self.line()?),
            Tag::Strong => Inline::Strong(self.line()?),
            Tag::Link { dest_url, .. } => match dest_url.split_once(':') {
                Some(("step", moment)) => Inline::Moment(moment.to_owned(), self.line()?),
                Some(("scenario", id)) => Inline::Scenario(id.to_owned(), self.line()?),
                _ => return Err(format!("a link to {dest_url}")),
            },
            other => return Err(format!("{other:?}")),
        })
    }
}

/// A piece that has no others inside.
fn plain(event: Event<'_>) -> Result<Inline, String> {
    match event {
        Event::Text(text) => Ok(Inline::Text(text.into_string())),
        Event::Code(text) => Ok(Inline::Code(text.into_string())),
        Event::SoftBreak | Event::HardBreak => Ok(Inline::Text(" ".to_owned())),
        other => Err(format!("{other:?}")),
    }
}

/// A line as a block: a question if it is `{id}` alone.
fn paragraph(line: Vec<Inline>) -> Option<Block> {
    let line = joined(line);
    if let [Inline::Text(text)] = line.as_slice()
        && let Some(id) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'))
    {
        return Some(Block::Question(id.to_owned()));
    }
    (!line.is_empty()).then_some(Block::Paragraph(line))
}

/// Texts that follow each other become one.
fn joined(line: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::new();
    for inline in line {
        match (joined.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            (_, inline) => joined.push(inline),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Block>, String> {
        parse(text, Path::new("lesson.md")).map_err(|error| error.to_string())
    }

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    #[test]
    fn a_lesson_has_headings_lists_code_links_and_questions() {
        let blocks = read(
            "## Look\n\nA `read` *waits*, [see](step:P2.read#2)\nand [there](scenario:zombie).\n\n{bytes}\n\n1. one\n2. two\n\n```c\nx;\n```\n",
        );
        let expected = vec![
            Block::Heading(vec![text("Look")]),
            Block::Paragraph(vec![
                text("A "),
                Inline::Code("read".to_owned()),
                text(" "),
                Inline::Emphasis(vec![text("waits")]),
                text(", "),
                Inline::Moment("P2.read#2".to_owned(), vec![text("see")]),
                text(" and "),
                Inline::Scenario("zombie".to_owned(), vec![text("there")]),
                text("."),
            ]),
            Block::Question("bytes".to_owned()),
            Block::List(
                ListKind::Ordered,
                vec![vec![Block::Paragraph(vec![text("one")])], vec![Block::Paragraph(vec![text("two")])]],
            ),
            Block::Code("x;\n".to_owned()),
        ];
        assert_eq!(blocks, Ok(expected));
    }

    #[test]
    fn what_a_lesson_does_not_have_is_refused() {
        for bad in
            ["<b>bold</b>", "<script>alert(1)</script>", "[away](https://example.org)", "![picture](x.png)", "> quote"]
        {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn places_are_found_everywhere() {
        let blocks = read("- **[a](step:P1.write)**\n\n{q}\n").expect("it is a lesson");
        assert_eq!(places(&blocks), [Place::Moment("P1.write"), Place::Question("q")]);
    }
}
