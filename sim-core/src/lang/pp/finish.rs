//! Preprocessing tokens to tokens (C11 5.1.1.2, phase 7): constants get their values, mistakes are told.

use super::Preprocessor;
use crate::lang::ast::Basic;
use crate::lang::lex::{LexProblem, Number, PpKind, PpToken, Symbols, character, number, string, wide_string};
use crate::lang::token::{Punct, Token, TokenKind};

impl Preprocessor<'_> {
    /// Reads everything.
    pub(super) fn finish(mut self) -> Vec<Token> {
        let mut tokens = Vec::new();
        loop {
            let token = self.next_expanded();
            tokens.extend(self.convert(token));
            if token.kind == PpKind::Eof {
                return tokens;
            }
        }
    }

    /// What the parser sees; nothing for a stray character that stands for nothing.
    fn convert(&mut self, token: PpToken) -> Option<Token> {
        let kind = self.kind(token)?;
        let is_broken = matches!(token.kind, PpKind::UnterminatedStr | PpKind::UnterminatedChar);
        Some(Token { kind, span: token.span, is_line_start: token.is_line_start, is_broken, pack: self.pack.now() })
    }

    fn kind(&mut self, token: PpToken) -> Option<TokenKind> {
        let text = self.symbols.text(token.symbol).clone();
        let mut problems = Vec::new();
        let kind = match token.kind {
            PpKind::Ident => match Symbols::keyword(token.symbol) {
                Some(keyword) => TokenKind::Keyword(keyword),
                None => TokenKind::Ident(text),
            },
            PpKind::Punct(punct) => TokenKind::Punct(punct),
            PpKind::Number => match number(&text) {
                Ok(Number::Int { value, ty }) => TokenKind::Int { value, ty },
                Ok(Number::Float { value, ty }) => TokenKind::Float { value, ty },
                Err(problem) => {
                    problems.push(problem);
                    TokenKind::Int { value: 0, ty: Basic::Int }
                }
            },
            PpKind::Char | PpKind::UnterminatedChar => {
                let is_closed = token.kind == PpKind::Char;
                let (value, ty) = character(&text, |problem| problems.extend(is_closed.then_some(problem)));
                problems.extend((!is_closed).then_some(LexProblem::UnterminatedChar));
                match ty {
                    Basic::Int => TokenKind::Char(value),
                    _ => TokenKind::Int { value: u64::from(value as u32), ty },
                }
            }
            PpKind::Str | PpKind::UnterminatedStr => {
                let wide = wide_string(&text, |problem| problems.push(problem));
                let kind = match wide {
                    Some((units, ty)) => TokenKind::WideStr { units: units.into(), ty },
                    None => TokenKind::Str(string(&text, |problem| problems.push(problem)).into()),
                };
                problems.extend((token.kind == PpKind::UnterminatedStr).then_some(LexProblem::UnterminatedString));
                kind
            }
            PpKind::Stray(stray) => {
                let (meant, punct) = meaning(stray);
                self.report_lex(token.span, &LexProblem::Stray(stray, meant));
                return punct.map(TokenKind::Punct);
            }
            PpKind::UnterminatedComment => {
                self.report_lex(token.span, &LexProblem::UnterminatedComment);
                return None;
            }
            PpKind::Eof => TokenKind::Eof,
            PpKind::Param(_) | PpKind::Stringify(_) | PpKind::Paste | PpKind::Placemarker => return None,
        };
        for problem in problems {
            self.report_lex(token.span, &problem);
        }
        Some(kind)
    }
}

/// What to write instead of a character, and the token that it was meant to be.
fn meaning(stray: char) -> (Option<&'static str>, Option<Punct>) {
    use Punct::*;
    let (text, punct) = match stray {
        '；' | '\u{37e}' => ("`;`", Semicolon),
        '，' | '、' => ("`,`", Comma),
        '（' => ("`(`", LParen),
        '）' => ("`)`", RParen),
        '｛' => ("`{`", LBrace),
        '｝' => ("`}`", RBrace),
        '［' => ("`[`", LBracket),
        '］' => ("`]`", RBracket),
        '＝' => ("`=`", Assign),
        '＋' => ("`+`", Plus),
        '－' | '−' | '–' | '—' => ("`-`", Minus),
        '＊' | '×' => ("`*`", Star),
        '／' | '÷' => ("`/`", Slash),
        '％' => ("`%`", Percent),
        '＜' => ("`<`", Lt),
        '＞' => ("`>`", Gt),
        '≤' => ("`<=`", Le),
        '≥' => ("`>=`", Ge),
        '≠' => ("`!=`", Ne),
        '＆' => ("`&`", Amp),
        '｜' => ("`|`", Pipe),
        '！' => ("`!`", Bang),
        '？' => ("`?`", Question),
        '：' => ("`:`", Colon),
        '．' | '。' => ("`.`", Dot),
        '～' => ("`~`", Tilde),
        '＾' => ("`^`", Caret),
        '“' | '”' | '„' | '＂' | '〃' => return (Some("`\"`"), None),
        '‘' | '’' | '＇' | '`' | '´' => return (Some("`'`"), None),
        '＃' => return (Some("`#`"), None),
        '＿' => return (Some("`_`"), None),
        '＼' | '￦' | '₩' => return (Some("`\\`"), None),
        '\u{a0}' | '\u{3000}' | '\u{2000}'..='\u{200b}' | '\u{feff}' => return (Some("` `"), None),
        _ => return (None, None),
    };
    (Some(text), Some(punct))
}
