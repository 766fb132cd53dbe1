//! Putting arguments into a macro's body: parameters, `#` and `##` (C11 6.10.3.1–6.10.3.3).

use super::macros::{Macro, MacroKind};
use super::{PpProblem, Preprocessor, token};
use crate::lang::lex::{PpKind, PpToken, tokenize};
use crate::lang::source::Span;
use crate::lang::token::Punct;

/// A token that macros make is at most so long.
const MOST_SPELLING: usize = 1 << 16;

/// A use of a macro.
struct Use<'m> {
    name: PpToken,
    arguments: &'m [Vec<PpToken>],
    /// The arguments after their own expansion, made when first needed.
    expanded: Vec<Option<Vec<PpToken>>>,
    is_variadic: bool,
}

impl Use<'_> {
    fn argument(&self, index: u16) -> &[PpToken] {
        self.arguments.get(usize::from(index)).map_or(&[], Vec::as_slice)
    }

    fn is_rest(&self, index: u16) -> bool {
        self.is_variadic && usize::from(index) + 1 == self.arguments.len()
    }
}

impl Preprocessor<'_> {
    /// The body of a macro with its arguments in place.
    pub(super) fn substitute(&mut self, name: PpToken, definition: &Macro, arguments: &[Vec<PpToken>]) -> Vec<PpToken> {
        let is_variadic = matches!(definition.kind, MacroKind::Function { is_variadic: true, .. });
        let mut site = Use { name, arguments, expanded: vec![None; arguments.len()], is_variadic };
        let mut made = Vec::with_capacity(definition.body.len());
        let chosen = self.choose_optional(definition, is_variadic, &mut site);
        let mut body = chosen.as_deref().unwrap_or(&definition.body).iter().peekable();
        while let Some(&part) = body.next() {
            if part.kind == PpKind::Paste {
                if let Some(&right) = body.next() {
                    self.paste_part(&mut made, right, &mut site);
                }
                continue;
            }
            let is_pasted = body.peek().is_some_and(|next| next.kind == PpKind::Paste);
            self.add_part(&mut made, part, is_pasted, &mut site);
            if self.tokens_made + made.len() > super::MOST_TOKENS {
                self.charge(made.len(), name.span);
                return Vec::new();
            }
        }
        made.retain(|token| token.kind != PpKind::Placemarker);
        made
    }

    /// The body with each `__VA_OPT__(…)` replaced by its content if the rest of the arguments has tokens, else by
    /// nothing (C23 6.10.4.1). None if there is none.
    fn choose_optional(&mut self, definition: &Macro, is_variadic: bool, site: &mut Use<'_>) -> Option<Vec<PpToken>> {
        let is_optional = |token: &PpToken| token.kind == PpKind::Ident && token.symbol == self.va_opt;
        if !is_variadic || !definition.body.iter().any(is_optional) {
            return None;
        }
        let rest = site.arguments.len().checked_sub(1)?;
        let expanded = self.expand_list(site.arguments[rest].clone());
        let has_rest = !expanded.is_empty();
        site.expanded[rest] = Some(expanded);
        let mut chosen = Vec::with_capacity(definition.body.len());
        let mut body = definition.body.iter().peekable();
        while let Some(&token) = body.next() {
            let is_open = body.peek().is_some_and(|next| next.is(Punct::LParen));
            if !(token.kind == PpKind::Ident && token.symbol == self.va_opt && is_open) {
                chosen.push(token);
                continue;
            }
            body.next();
            let start = chosen.len();
            let mut depth = 1_usize;
            for &inner in body.by_ref() {
                depth += usize::from(inner.is(Punct::LParen));
                depth -= usize::from(inner.is(Punct::RParen));
                if depth == 0 {
                    break;
                }
                if has_rest {
                    chosen.push(inner);
                }
            }
            match chosen.get_mut(start) {
                Some(first) => first.has_space = token.has_space,
                None => chosen.push(Self::placemarker(site.name)),
            }
        }
        Some(chosen)
    }

    /// Adds a token of the body; `is_pasted` if `##` follows, so that an argument is taken as it stands.
    fn add_part(&mut self, made: &mut Vec<PpToken>, part: PpToken, is_pasted: bool, site: &mut Use<'_>) {
        match part.kind {
            PpKind::Param(index) if is_pasted => self.add_plain_argument(made, part, index, site),
            PpKind::Param(index) => self.add_expanded_argument(made, part, index, site),
            PpKind::Stringify(index) => made.push(self.stringify(part, site.argument(index), site.name.span)),
            _ => made.push(PpToken { span: site.name.span, ..part }),
        }
    }

    fn add_plain_argument(&mut self, made: &mut Vec<PpToken>, part: PpToken, index: u16, site: &Use<'_>) {
        let start = made.len();
        made.extend_from_slice(site.argument(index));
        if made.len() == start {
            made.push(Self::placemarker(site.name));
        }
        made[start].has_space = part.has_space;
    }

    fn add_expanded_argument(&mut self, made: &mut Vec<PpToken>, part: PpToken, index: u16, site: &mut Use<'_>) {
        let slot = usize::from(index);
        if site.expanded.get(slot).is_some_and(Option::is_none) {
            let expanded = self.expand_list(site.argument(index).to_vec());
            site.expanded[slot] = Some(expanded);
        }
        let start = made.len();
        made.extend(site.expanded.get(slot).into_iter().flatten().flatten());
        if let Some(first) = made.get_mut(start) {
            first.has_space = part.has_space;
        }
    }

    /// `left ## right`, `left` being the last of `made`.
    fn paste_part(&mut self, made: &mut Vec<PpToken>, right: PpToken, site: &mut Use<'_>) {
        if let PpKind::Param(index) = right.kind
            && site.is_rest(index)
            && made.last().is_some_and(|left| left.is(Punct::Comma))
        {
            // GNU C: `, ## __VA_ARGS__` drops the comma if nothing is there to follow it, and joins nothing otherwise.
            if site.argument(index).is_empty() {
                made.pop();
            } else {
                self.add_expanded_argument(made, right, index, site);
            }
            return;
        }
        let mut added = Vec::new();
        self.add_part(&mut added, right, true, site);
        let (Some(left), Some(&first)) = (made.pop(), added.first()) else { return };
        added[0] = self.paste(left, first, site.name.span, made);
        made.append(&mut added);
    }

    /// The token of both spellings together; if that is no token, `left` goes to `made` and `right` stays.
    fn paste(&mut self, left: PpToken, right: PpToken, at: Span, made: &mut Vec<PpToken>) -> PpToken {
        if left.kind == PpKind::Placemarker {
            return PpToken { has_space: left.has_space, ..right };
        }
        if right.kind == PpKind::Placemarker {
            return left;
        }
        let text = format!("{}{}", self.symbols.text(left.symbol), self.symbols.text(right.symbol));
        self.charge(text.len() / 16, at);
        let tokens = if text.len() <= MOST_SPELLING { tokenize(&text, at.file, &mut self.symbols) } else { Vec::new() };
        match tokens.as_slice() {
            [one, _] if is_token(one.kind) => {
                PpToken { span: at, has_space: left.has_space, is_line_start: left.is_line_start, ..*one }
            }
            _ => {
                let (left_text, right_text) = (self.symbols.text(left.symbol), self.symbols.text(right.symbol));
                let problem = PpProblem::BadPaste(shorten(left_text), shorten(right_text));
                self.report(at, &problem);
                made.push(left);
                right
            }
        }
    }

    /// `#parameter`: the spelling of the argument as a string (C11 6.10.3.2).
    fn stringify(&mut self, part: PpToken, argument: &[PpToken], at: Span) -> PpToken {
        let mut text = String::from("\"");
        for (index, token) in argument.iter().enumerate() {
            if index > 0 && token.has_space {
                text.push(' ');
            }
            let spelling = self.symbols.text(token.symbol);
            if matches!(token.kind, PpKind::Str | PpKind::Char) {
                text.extend(
                    spelling.chars().flat_map(|c| matches!(c, '"' | '\\').then_some('\\').into_iter().chain([c])),
                );
            } else {
                text.push_str(spelling);
            }
            if text.len() > MOST_SPELLING {
                self.exhaust(at, &PpProblem::ExpansionTooLarge);
                break;
            }
        }
        text.push('"');
        self.charge(text.len() / 16, at);
        PpToken { has_space: part.has_space, ..token(PpKind::Str, self.symbols.add(&text), at) }
    }
}

/// Whether a piece of text was one token without a mistake.
fn is_token(kind: PpKind) -> bool {
    matches!(kind, PpKind::Ident | PpKind::Number | PpKind::Char | PpKind::Str | PpKind::Punct(_))
}

/// A spelling for a message.
fn shorten(text: &str) -> String {
    text.chars().take(40).collect()
}
