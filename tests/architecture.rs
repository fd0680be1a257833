//! Who may know whom, read off the `crate::` paths of the source; and that no pass is forgotten.
//!
//! `lib → presets → passes, chars → engine`; passes and chars → `arabic`, a leaf; passes → `model`. The engine
//! holds no Arabic, and a pass never imports another.

use std::fs;
use std::path::{Path, PathBuf};

const ENGINE: &[&str] = &["text", "edit", "map", "apply", "account", "pass", "pipeline", "report"];

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            files.extend(sources(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(entry);
        }
    }
    files.sort();
    files
}

/// The code of a file without comments and without its tests.
fn code(path: &Path) -> String {
    let source = fs::read_to_string(path).unwrap();
    let code = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let code = code.split("#[cfg(all(test, feature = \"embedded-model\"))]\nmod ").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules of the crate that some code names, as far as `depth` path segments.
fn named(code: &str, depth: usize) -> Vec<String> {
    code.split("crate::")
        .skip(1)
        .flat_map(|path| {
            let path = path.split(|c: char| !(c.is_alphanumeric() || "_:{}, \n".contains(c))).next().unwrap();
            let segments: Vec<&str> = path.split("::").map(str::trim).take(depth).collect();
            // `crate::{a, b}` names several.
            match segments[0].strip_prefix('{') {
                Some(first) => vec![first.split([',', '}']).next().unwrap().trim().to_owned()],
                None => vec![segments
                    .iter()
                    .map(|s| s.split([',', ';', ' ', '}', '\n']).next().unwrap())
                    .collect::<Vec<_>>()
                    .join("::")],
            }
        })
        .collect()
}

fn room(path: &Path, root: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn modules_know_only_whom_they_may() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    for path in sources(&root) {
        let room = room(&path, &root);
        let may: Vec<&str> = match room.as_str() {
            "lib" | "presets" => continue,
            "health" => vec!["model", "arabic", "edit"],
            "arabic" => vec!["arabic"],
            "model" => vec!["model", "arabic"],
            "leads" => vec![],
            "chars" => vec!["chars", "arabic", "text", "edit", "pass", "leads"],
            "passes" => vec!["passes", "arabic", "model", "text", "edit", "pass", "leads"],
            engine if ENGINE.contains(&engine) => ENGINE.to_vec(),
            other => panic!("{other}: a new room needs its line here"),
        };
        seen += 1;
        for module in named(&code(&path), 1) {
            assert!(may.contains(&module.as_str()), "{} must not know {module}", path.display());
        }
    }
    assert!(seen > 20, "the source is not where this test looks");
}

#[test]
fn a_pass_never_imports_another() {
    let passes = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/passes");
    for path in sources(&passes) {
        let inside = path.strip_prefix(&passes).unwrap();
        let own = inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if own == "mod" {
            continue;
        }
        let code = code(&path);
        for module in named(&code, 2) {
            let foreign = module.strip_prefix("passes").is_some_and(|rest| rest != format!("::{own}"));
            assert!(!foreign, "{} must not know {module}", path.display());
        }
        // A file beside mod.rs, or the root of a pass's own folder, reaches the other passes by `super`.
        let depth = inside.components().count();
        let at_root = depth == 1 || inside.ends_with("mod.rs") && depth == 2;
        let out = if at_root { "super::" } else { "super::super::" };
        assert!(!code.contains(out), "{} reaches into {out}", path.display());
    }
}

/// What needs a parameter of its own is in no preset.
#[cfg(feature = "embedded-model")]
const IN_NO_PRESET: &[&str] = &[];

// Without a model the presets leave out the passes that ask one.
#[cfg(feature = "embedded-model")]
#[test]
fn every_pass_is_in_a_preset_under_its_file_s_name() {
    let module = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/passes/mod.rs");
    let module = fs::read_to_string(module).unwrap();
    let (standard, thorough) = (tanqih::Pipeline::standard(), tanqih::Pipeline::thorough());
    let names: Vec<&str> = standard.names().chain(thorough.names()).collect();
    let files = module
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    let mut seen = 0;
    for file in files.filter(|file| !IN_NO_PRESET.contains(file)) {
        seen += 1;
        let name = file.replace('_', "-");
        assert!(names.contains(&name.as_str()), "{file} is in no preset, or its name is not {name:?}");
    }
    assert!(seen >= 4);
}

#[test]
fn files_stay_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&root) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 460, "{}: {lines} lines; part it by its concepts", path.display());
    }
}
