//! Which reading is Arabic: the `LanguageModel` trait and the embedded model.
