//! Several examples take the same words on the command line: which pipeline, and which inputs. This reads them.

use std::collections::VecDeque;
use std::env;

use tanqih::Pipeline;

/// The words of the command line, taken from the front.
pub(crate) struct Words(VecDeque<String>);

impl Words {
    /// The words this program was called with.
    pub(crate) fn from_command_line() -> Result<Self, String> {
        env::args_os()
            .skip(1)
            .map(|word| word.into_string().map_err(|word| format!("{word:?} is not valid Unicode")))
            .collect::<Result<_, _>>()
            .map(Words)
    }

    /// The next word; `--flag=value` is read as two.
    pub(crate) fn next(&mut self) -> Option<String> {
        let word = self.0.pop_front()?;
        match word.split_once('=') {
            Some((flag, value)) if flag.starts_with("--") => {
                self.0.push_front(value.to_owned());
                Some(flag.to_owned())
            }
            _ => Some(word),
        }
    }

    /// The value that must follow a flag.
    pub(crate) fn value(&mut self, flag: &str) -> Result<String, String> {
        self.0.pop_front().ok_or_else(|| format!("{flag} needs a value; --help shows them"))
    }

    /// The number that must follow a flag.
    #[allow(dead_code, reason = "not every example takes numbers")]
    pub(crate) fn number(&mut self, flag: &str) -> Result<usize, String> {
        let value = self.value(flag)?;
        value.parse().map_err(|_| format!("{flag} needs a number, not {value:?}"))
    }
}

/// The pipeline that `--preset`, `--without` and `--only` describe.
#[derive(Default)]
pub(crate) struct Choice {
    preset: Option<String>,
    without: Vec<String>,
    only: Vec<String>,
}

impl Choice {
    /// Whether `flag` belongs here; its value is then taken.
    pub(crate) fn takes(&mut self, flag: &str, words: &mut Words) -> Result<bool, String> {
        let list = |value: String| value.split(',').map(str::to_owned).collect::<Vec<_>>();
        match flag {
            "--preset" => self.preset = Some(words.value(flag)?),
            "--without" => self.without.extend(list(words.value(flag)?)),
            "--only" => self.only.extend(list(words.value(flag)?)),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The pipeline; an error names what is unknown and lists what is known.
    pub(crate) fn pipeline(&self) -> Result<Pipeline, String> {
        let mut pipeline = match self.preset.as_deref() {
            None | Some("standard") => Pipeline::standard(),
            Some("faithful") => Pipeline::faithful(),
            Some("thorough") => Pipeline::thorough(),
            Some(other) => {
                return Err(format!("no preset {other:?}; there are faithful, standard, thorough"))
            }
        };
        let known: Vec<&str> = pipeline.names().collect();
        if let Some(name) = self.without.iter().chain(&self.only).find(|name| !known.contains(&name.as_str()))
        {
            return Err(format!("no pass {name:?} in this preset; there are {}", known.join(", ")));
        }
        if !self.only.is_empty() {
            pipeline = pipeline.only(&self.only.iter().map(String::as_str).collect::<Vec<_>>());
        }
        Ok(self.without.iter().fold(pipeline, |pipeline, name| pipeline.without(name)))
    }
}
