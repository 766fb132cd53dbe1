//! The hands at the links: they cut one and heal it again, when a schedule says so.
//!
//! A hand takes a step as a task does, so that a history, a recording and a link to it need not tell them apart: its number
//! lies behind those of all tasks. In a schedule it is written `cut1` or `heal1`, the number being the link's, from 1.

use std::fmt;
use std::str::FromStr;

/// The first number that is no task's.
const FIRST: u32 = 1 << 30;
/// A network has far fewer links.
const LINKS_MAX: u32 = 1 << 16;

/// What is done to a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// The link with this number, from 1, is cut.
    Cut(u32),
    /// It is healed.
    Heal(u32),
}

impl Hand {
    /// The number by which a schedule's turns know it.
    #[must_use]
    pub const fn number(self) -> u32 {
        match self {
            Self::Cut(link) => FIRST + 2 * link,
            Self::Heal(link) => FIRST + 2 * link + 1,
        }
    }

    /// The hand with a number; none if that is a task's.
    #[must_use]
    pub const fn of(number: u32) -> Option<Self> {
        let Some(index) = number.checked_sub(FIRST) else { return None };
        match (index / 2, index % 2) {
            (0 | LINKS_MAX.., _) => None,
            (link, 0) => Some(Self::Cut(link)),
            (link, _) => Some(Self::Heal(link)),
        }
    }
}

impl fmt::Display for Hand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut(link) => write!(f, "cut{link}"),
            Self::Heal(link) => write!(f, "heal{link}"),
        }
    }
}

/// A text is no hand's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHand;

impl FromStr for Hand {
    type Err = NoHand;

    fn from_str(text: &str) -> Result<Self, NoHand> {
        let link = |digits: &str| digits.parse().ok().filter(|link| (1..LINKS_MAX).contains(link)).ok_or(NoHand);
        match (text.strip_prefix("cut"), text.strip_prefix("heal")) {
            (Some(digits), _) => link(digits).map(Self::Cut),
            (_, Some(digits)) => link(digits).map(Self::Heal),
            _ => Err(NoHand),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_is_its_text_and_its_number() {
        for hand in [Hand::Cut(1), Hand::Heal(1), Hand::Cut(7)] {
            assert_eq!(hand.to_string().parse(), Ok(hand));
            assert_eq!(Hand::of(hand.number()), Some(hand));
        }
        assert_eq!("cut0".parse::<Hand>(), Err(NoHand));
        assert_eq!(Hand::of(3), None);
    }
}
