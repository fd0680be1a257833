//! What the Arabic script is: letters, joining types, marks, digits, presentation forms, words.
