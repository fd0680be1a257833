//! Where the texts are: `producer/document.extractor.txt` beside `producer/document.truth.txt`.

use std::fs;
use std::path::{Path, PathBuf};

/// One extraction with its truth.
#[derive(Clone, Debug)]
pub(crate) struct Extraction {
    /// Which set-up made the PDF: the folder's name.
    pub(crate) producer: String,
    /// Which text was set.
    pub(crate) document: String,
    /// What read it back.
    pub(crate) extractor: String,
    /// The extraction.
    pub(crate) path: PathBuf,
    /// The truth by paragraphs.
    pub(crate) truth: PathBuf,
}

impl Extraction {
    /// The truth as the page breaks it into lines, if there is one.
    pub(crate) fn truth_lines(&self) -> Option<PathBuf> {
        let path = self.truth.with_file_name(format!("{}.truth-lines.txt", self.document));
        path.is_file().then_some(path)
    }
}

/// Which extractions are wanted; an empty list wants all.
#[derive(Default)]
pub(crate) struct Filter {
    /// Names of extractors.
    pub(crate) extractors: Vec<String>,
    /// Parts of names of producers.
    pub(crate) producers: Vec<String>,
    /// Names of documents.
    pub(crate) documents: Vec<String>,
    /// Every nth text only.
    pub(crate) sample: usize,
}

impl Filter {
    fn wants(&self, text: &Extraction) -> bool {
        let any =
            |wanted: &[String], is: &dyn Fn(&String) -> bool| wanted.is_empty() || wanted.iter().any(is);
        any(&self.extractors, &|name| *name == text.extractor)
            && any(&self.producers, &|part| text.producer.contains(part.as_str()))
            && any(&self.documents, &|name| *name == text.document)
    }
}

/// All files under `path`, itself if it is a file, in the order of their names.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let said = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut inside: Vec<PathBuf> = fs::read_dir(path)
        .map_err(said)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(said)?;
    inside.sort();
    let mut all = Vec::new();
    for path in inside {
        all.extend(files(&path)?);
    }
    Ok(all)
}

/// The extractions under these folders.
pub(crate) fn extractions(folders: &[PathBuf], filter: &Filter) -> Result<Vec<Extraction>, String> {
    let mut found = Vec::new();
    for folder in folders {
        let all = files(folder)?;
        for siblings in all.chunk_by(|a, b| a.parent() == b.parent()) {
            found.extend(in_one_folder(siblings).into_iter().filter(|text| filter.wants(text)));
        }
    }
    Ok(found.into_iter().step_by(filter.sample.max(1)).collect())
}

fn in_one_folder(files: &[PathBuf]) -> Vec<Extraction> {
    let name =
        |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let documents: Vec<String> =
        files.iter().filter_map(|path| Some(name(path).strip_suffix(".truth.txt")?.to_owned())).collect();
    let extraction = |path: &PathBuf| {
        let file = name(path);
        let (document, extractor) = documents
            .iter()
            .filter_map(|document| {
                Some((
                    document,
                    file.strip_prefix(document.as_str())?.strip_prefix('.')?.strip_suffix(".txt")?,
                ))
            })
            .max_by_key(|(document, _)| document.len())?;
        (!extractor.starts_with("truth")).then(|| Extraction {
            producer: path
                .parent()
                .and_then(Path::file_name)
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            document: document.clone(),
            extractor: extractor.to_owned(),
            truth: path.with_file_name(format!("{document}.truth.txt")),
            path: path.clone(),
        })
    };
    files.iter().filter_map(extraction).collect()
}

/// A file's text; bytes that are not UTF-8 become U+FFFD.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truths_are_no_extractions() {
        let names = [
            "a.poppler.txt",
            "a.truth-lines.txt",
            "a.truth.txt",
            "a.b.truth.txt",
            "a.b.pdf-parse.txt",
            "c.x.txt",
            "a.md",
        ];
        let paths: Vec<PathBuf> = names.iter().map(|name| Path::new("p").join(name)).collect();
        let found: Vec<String> = in_one_folder(&paths)
            .into_iter()
            .map(|text| format!("{} {} {}", text.producer, text.document, text.extractor))
            .collect();
        assert_eq!(found, ["p a poppler", "p a.b pdf-parse"]);
    }
}
