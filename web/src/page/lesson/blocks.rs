//! The text of a lesson as elements. Nothing of it is ever given to the document as markup.

use std::collections::BTreeMap;
use std::rc::Rc;

use lessons::{Block, Inline, Lesson, ListKind};
use sim_core::lang::diag::Locale;
use yew::prelude::*;

use super::Deed;
use super::question::QuestionBox;
use crate::page::study::Try;
use crate::text;

/// Properties of [`Blocks`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The lesson.
    pub(super) lesson: Rc<Lesson>,
    /// Answers that were given.
    pub(super) tries: Rc<BTreeMap<String, Try>>,
    /// Whether the run can be moved now.
    pub(super) is_possible: bool,
    /// Language.
    pub(super) locale: Locale,
    /// Hears what the reader does.
    pub(super) on_deed: Callback<Deed>,
}

/// The blocks of a lesson.
#[component]
pub(super) fn Blocks(props: &Props) -> Html {
    html! { { for props.lesson.blocks.iter().map(|each| block(props, each)) } }
}

fn block(props: &Props, block: &Block) -> Html {
    match block {
        Block::Heading(content) => html! { <h3>{ line(props, content) }</h3> },
        Block::Paragraph(content) => html! { <p>{ line(props, content) }</p> },
        Block::Code(code) => html! { <pre class="sample">{ code.trim_end() }</pre> },
        Block::List(kind, items) => list(props, *kind, items),
        Block::Question(id) => question(props, id),
    }
}

fn list(props: &Props, kind: ListKind, items: &[Vec<Block>]) -> Html {
    let item = |item: &Vec<Block>| match item.as_slice() {
        [Block::Paragraph(content)] => html! { <li>{ line(props, content) }</li> },
        blocks => html! { <li>{ for blocks.iter().map(|each| block(props, each)) }</li> },
    };
    let items = items.iter().map(item);
    match kind {
        ListKind::Ordered => html! { <ol>{ for items }</ol> },
        ListKind::Bulleted => html! { <ul>{ for items }</ul> },
    }
}

fn question(props: &Props, id: &str) -> Html {
    let Some(question) = props.lesson.questions.iter().find(|question| question.id == id) else {
        return Html::default();
    };
    html! {
        <QuestionBox key={id.to_owned()} question={Rc::new(question.clone())} attempt={props.tries.get(id).cloned()}
            is_possible={props.is_possible} locale={props.locale} on_deed={props.on_deed.clone()} />
    }
}

fn line(props: &Props, content: &[Inline]) -> Html {
    html! { { for content.iter().map(|each| inline(props, each)) } }
}

fn inline(props: &Props, piece: &Inline) -> Html {
    match piece {
        Inline::Text(text) => html! { { text } },
        Inline::Code(code) => html! { <code>{ code }</code> },
        Inline::Emphasis(inner) => html! { <em>{ line(props, inner) }</em> },
        Inline::Strong(inner) => html! { <strong>{ line(props, inner) }</strong> },
        Inline::Moment(moment, inner) => {
            let deed = Deed::Show(moment.clone(), props.lesson.schedule.clone());
            let onclick = props.on_deed.reform(move |_| deed.clone());
            let title = text::of(props.locale).go_there;
            html! {
                <button type="button" class="link moment" {title} disabled={!props.is_possible} {onclick}>{ line(props, inner) }</button>
            }
        }
        Inline::Scenario(id, inner) => {
            let id = id.clone();
            let onclick = props.on_deed.reform(move |_| Deed::Open(id.clone()));
            html! { <button type="button" class="link" {onclick}>{ line(props, inner) }</button> }
        }
    }
}

/// A plain text in which backquotes stand around code.
pub(super) fn with_code(text: &str) -> Html {
    let piece = |(index, piece): (usize, &str)| {
        if index % 2 == 1 {
            html! { <code>{ piece.to_owned() }</code> }
        } else {
            html! { { piece.to_owned() } }
        }
    };
    html! { { for text.split('`').enumerate().map(piece) } }
}
