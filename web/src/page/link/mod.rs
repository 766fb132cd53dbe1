//! Links: a program, its input, who ran when, where the run stood and what was shown, as text for an address.
//!
//! The text is `VERSION.BODY`. The body is base64 for addresses, of deflated bytes with their checksum (zlib), of a
//! [`Link`] in borsh's format. A link is data for the simulator and nothing else: its texts reach the page as text nodes
//! and its numbers as positions of a run.
//!
//! Changing [`Link`] or a type in it needs a new version; tests hold the forms of all versions. Version 1 ended before
//! the cores. Version 3 has hosts behind them, and is written only if there are several.

pub(super) mod base64;
pub(super) mod options;

use borsh::{BorshDeserialize, BorshSerialize};
use miniz_oxide::{deflate, inflate};
use sim_core::lang::diag::Locale;
use sim_core::scenario::{File, HostSpec, Input, Launch, LinkSpec, Manifest, ProgramSpec, Scenario, Stdout, Text};

use super::state::Tab;
use crate::protocol::Recording;
pub(super) use options::{Options, Parts};

/// The version that this page writes for a program on one host.
const ONE_HOST: u32 = 2;
/// The version for a program on several hosts.
const SEVERAL_HOSTS: u32 = 3;
/// Longest text that is looked at.
const MOST_LETTERS: usize = 1 << 20;
/// Most bytes that it may unpack to.
const MOST_BYTES: usize = 4 << 20;
/// How hard the packer tries: the most.
const EFFORT: u8 = 10;

/// What a link carries.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Link {
    /// The program and its input.
    program: Program,
    /// The hosts, if there are several; not part of versions before 3.
    #[borsh(skip)]
    network: Network,
    /// Who ran when, and where the run stood.
    pub(super) recording: Recording,
    /// What was shown.
    pub(super) shown: Shown,
    /// How many cores the reader chose; 0 for as many as the scenario says.
    pub(super) cores: u32,
}

/// What a reader had before the eyes.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Shown {
    /// The language.
    pub(super) locale: Locale,
    /// What a narrow window showed.
    pub(super) tab: Tab,
    /// The open file.
    pub(super) file: u32,
}

/// A scenario, as version 1 writes it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
struct Program {
    id: String,
    title: Text,
    files: Vec<File>,
    programs: Vec<ProgramSpec>,
    launches: Vec<Start>,
    stdout: Stdout,
    stdin: Vec<u8>,
}

/// A launch, as version 1 writes it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
struct Start {
    program: String,
    args: Vec<String>,
    env: Vec<String>,
}

impl From<Launch> for Start {
    fn from(launch: Launch) -> Self {
        let Launch { program, args, env, host: _ } = launch;
        Self { program, args, env }
    }
}

impl From<Start> for Launch {
    fn from(start: Start) -> Self {
        let Start { program, args, env } = start;
        Self { program, args, env, host: None }
    }
}

/// What version 3 writes besides: the hosts, the links, and where each launch goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
struct Network {
    hosts: Vec<HostSpec>,
    links: Vec<LinkSpec>,
    places: Vec<Option<String>>,
}

/// Why a text is not a link that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkError {
    /// It is incomplete or was changed on its way.
    Broken,
    /// A newer lab wrote it.
    Newer,
}

impl Link {
    /// A link to this.
    pub(super) fn new(scenario: &Scenario, recording: Recording, shown: Shown, cores: u32) -> Self {
        let Manifest { title, programs, launches, hosts, links, stdout, stdin, .. } = scenario.manifest.clone();
        let (id, files) = (scenario.id.clone(), scenario.files.clone());
        let places = launches.iter().map(|launch| launch.host.clone()).collect();
        let network = Network { hosts, links, places };
        let launches = launches.into_iter().map(Start::from).collect();
        let program = Program { id, title, files, programs, launches, stdout, stdin: stdin.as_bytes().to_vec() };
        Self { program, network, recording, shown, cores }
    }

    /// The program.
    pub(super) fn scenario(&self) -> Scenario {
        let Program { id, title, files, programs, launches, stdout, stdin } = self.program.clone();
        let Network { hosts, links, places } = self.network.clone();
        let places = places.into_iter().chain(std::iter::repeat(None));
        let launches = launches.into_iter().zip(places).map(|(start, host)| Launch { host, ..start.into() }).collect();
        let stdin = String::from_utf8(stdin).map_or_else(|error| Input::Bytes(error.into_bytes()), Input::Text);
        let single = Scenario::single(id, files);
        Scenario {
            manifest: Manifest { title, programs, launches, hosts, links, stdout, stdin, ..single.manifest },
            ..single
        }
    }

    /// As text.
    pub(super) fn encode(&self) -> String {
        // Writing into memory cannot fail.
        let mut bytes = borsh::to_vec(self).unwrap_or_default();
        let version = if self.network.hosts.is_empty() { ONE_HOST } else { SEVERAL_HOSTS };
        if version == SEVERAL_HOSTS {
            bytes.extend(borsh::to_vec(&self.network).unwrap_or_default());
        }
        format!("{version}.{}", base64::encode(&deflate::compress_to_vec_zlib(&bytes, EFFORT)))
    }

    /// From text.
    ///
    /// # Errors
    /// The text was not written by [`Link::encode`], or by a newer one.
    pub(super) fn decode(text: &str) -> Result<Self, LinkError> {
        let (version, body) = text.split_once('.').ok_or(LinkError::Broken)?;
        let version = match version.parse::<u32>() {
            Ok(version @ 1..=SEVERAL_HOSTS) => version,
            Ok(newer) if newer > SEVERAL_HOSTS => return Err(LinkError::Newer),
            _ => return Err(LinkError::Broken),
        };
        if body.len() > MOST_LETTERS {
            return Err(LinkError::Broken);
        }
        let packed = base64::decode(body).ok_or(LinkError::Broken)?;
        let bytes = inflate::decompress_to_vec_zlib_with_limit(&packed, MOST_BYTES);
        let mut bytes = bytes.map_err(|_| LinkError::Broken)?;
        if version == 1 {
            bytes.extend(0_u32.to_le_bytes());
        }
        let mut rest = &bytes[..];
        let mut link = Self::deserialize(&mut rest).map_err(|_| LinkError::Broken)?;
        if version == SEVERAL_HOSTS {
            link.network = Network::deserialize(&mut rest).map_err(|_| LinkError::Broken)?;
        } else {
            // Where nobody is placed, a scenario says so of every launch.
            link.network.places = vec![None; link.program.launches.len()];
        }
        if rest.is_empty() { Ok(link) } else { Err(LinkError::Broken) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Granularity;

    /// What [`link`] was when version 1 was made. A change that makes it unreadable needs a new version.
    const KEPT: &str = "1.eNo1jM0KRUAcxf9u3XtlLeuzxAJ78i6-yhSjhI3sKEsW3sDb8RBmapz61fmo8yWisqiqhpQ0wU9QJ4x7mSec7-I-1ms5EKUxXB-Md5CzPTQsdzCiLbq-5QhCTMb7Q7rg2jfc52x81LGpNpn_yltvp8mWHo-aGM4";

    fn link() -> Link {
        let file =
            File { name: "main.c".to_owned(), text: "/* 안녕 <b> */ int main(void) { return 0; }\n".to_owned() };
        let mut scenario = Scenario::single("hello", vec![file]);
        scenario.manifest.stdin = Input::Text("두 줄\n".to_owned());
        let recording = Recording { turns: vec![(1, 20), (2, 7)], position: 22, granularity: Granularity::Call };
        Link::new(&scenario, recording, Shown { locale: Locale::Ko, tab: Tab::Timeline, file: 0 }, 0)
    }

    #[test]
    fn a_link_comes_back_as_it_went() {
        let link = link();
        let text = link.encode();
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)), "{text}");
        assert_eq!(Link::decode(&text), Ok(link));
    }

    #[test]
    fn hosts_come_back_too() {
        let mut scenario = link().scenario();
        scenario.manifest.hosts = vec![HostSpec { name: "busan".to_owned() }, HostSpec { name: "seoul".to_owned() }];
        scenario.manifest.launches = vec![Launch { host: Some("seoul".to_owned()), ..Launch::of("hello") }];
        let text = Link::new(&scenario, Recording::default(), Shown::default(), 1).encode();
        assert!(text.starts_with("3."), "{text}");
        assert_eq!(Link::decode(&text).map(|link| link.scenario()), Ok(scenario));
    }

    #[test]
    fn links_of_version_1_can_be_read_for_ever() {
        assert_eq!(Link::decode(KEPT), Ok(link()), "{}", link().encode());
    }

    #[test]
    fn a_link_that_lost_or_changed_a_letter_is_broken() {
        let text = link().encode();
        for cut in 0..text.len() {
            assert_eq!(Link::decode(&text[..cut]), Err(LinkError::Broken), "cut at {cut}");
        }
        for at in 2..text.len() - 1 {
            let other = if text.as_bytes()[at] == b'A' { "B" } else { "A" };
            let changed = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            assert_eq!(Link::decode(&changed), Err(LinkError::Broken), "changed at {at}");
        }
    }

    #[test]
    fn a_newer_link_says_so() {
        assert_eq!(Link::decode("4.whatever"), Err(LinkError::Newer));
        assert_eq!(Link::decode("whatever"), Err(LinkError::Broken));
        assert_eq!(Link::decode("0.AAAA"), Err(LinkError::Broken));
    }
}
