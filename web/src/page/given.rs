//! What the programs are given when they start: arguments for each launch, and standard input for all.

use borsh::{BorshDeserialize, BorshSerialize};
use sim_core::scenario::{Input, Launch, Scenario};

/// What the programs are given, as the reader writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Given {
    /// The arguments of each launch as a line of words; quotation marks keep words together.
    pub(super) arguments: Vec<String>,
    /// Standard input.
    pub(super) stdin: String,
    /// How many cores the world has; 0 for as many as the scenario says.
    pub(super) cores: u32,
}

impl Given {
    /// What a scenario says.
    pub(super) fn of(scenario: &Scenario) -> Self {
        let arguments = scenario.launches().iter().map(|launch| line(&launch.args)).collect();
        Self { arguments, stdin: String::from_utf8_lossy(scenario.manifest.stdin.as_bytes()).into_owned(), cores: 0 }
    }

    /// Puts it into a scenario. What is as the scenario itself says is left as it is.
    pub(super) fn put_into(&self, scenario: &mut Scenario) {
        let original = Self::of(scenario);
        if self.cores > 0 {
            scenario.manifest.cores = self.cores;
        }
        if self.stdin != original.stdin {
            scenario.manifest.stdin = Input::Text(self.stdin.clone());
        }
        if self.arguments != original.arguments && self.arguments.len() == original.arguments.len() {
            let launches = scenario.launches().into_iter().zip(&self.arguments);
            scenario.manifest.launches =
                launches.map(|(launch, line)| Launch { args: words(line), ..launch }).collect();
        }
    }
}

/// Cuts a line into words at its spaces; quotation marks keep words together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for letter in line.chars() {
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, _) if letter.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// The line that [`words`] cuts into these.
fn line(words: &[String]) -> String {
    let quoted = |word: &String| {
        let is_plain = !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        let mark = if word.contains('"') { '\'' } else { '"' };
        if is_plain { word.clone() } else { format!("{mark}{word}{mark}") }
    };
    words.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_spaces_and_kept_together_by_quotation_marks() {
        assert_eq!(words("  a \"b c\" '' d'e'f "), ["a", "b c", "", "def"]);
        assert!(words("   ").is_empty());
    }

    #[test]
    fn a_line_gives_its_words_back() {
        let all = ["plain", "two words", "", "say \"hi\""].map(str::to_owned).to_vec();
        assert_eq!(words(&line(&all)), all);
    }

    #[test]
    fn what_was_not_changed_leaves_the_scenario_as_it_is() {
        let mut scenario = Scenario::single("one", Vec::new());
        let original = scenario.clone();
        let mut given = Given::of(&scenario);
        given.put_into(&mut scenario);
        assert_eq!(scenario, original);
        given.arguments[0] = "7 \"a b\"".to_owned();
        given.put_into(&mut scenario);
        assert_eq!(scenario.launches()[0].args, ["7", "a b"]);
    }
}
