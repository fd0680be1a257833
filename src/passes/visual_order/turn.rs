//! How a line in visual order is put into reading order.

use crate::arabic::bidi::{as_str, class, marks_first, read, read_left_to_right, AsDrawn, Class, Glyph};
use crate::arabic::marks::is_mark;
use crate::edit::Piece;
use crate::text::View;

use super::judge::{Judged, Order};

/// Turns lines by what the text's backward lines have in common.
pub(super) struct Turner {
    /// Whether brackets are stored as drawn.
    drawn: AsDrawn,
    /// The same for lines whose words alone stand in reverse.
    words_drawn: AsDrawn,
    /// Whether marks stand behind their letter in lines of reversed letters.
    marks_last: bool,
    /// Whether signs go with the word they stand beside when words are in reverse.
    whole_tokens: bool,
    glyphs: Vec<Glyph>,
}

impl Turner {
    /// Learn the habits of the text from its backward lines.
    pub(super) fn learn(lines: &[Judged<'_>]) -> Self {
        let mut turner = Turner {
            drawn: AsDrawn::default(),
            words_drawn: AsDrawn::default(),
            marks_last: false,
            whole_tokens: false,
            glyphs: Vec::new(),
        };
        let (mut first, mut last) = (0, 0);
        let (mut leading, mut trailing) = (0, 0);
        for line in lines {
            match line.order {
                Order::Letters => {
                    turner.load(line.view);
                    turner.drawn.count(&turner.glyphs);
                    for word in line.view.words() {
                        first += usize::from(word.text().starts_with(is_mark));
                        last += usize::from(word.text().ends_with(is_mark));
                    }
                }
                Order::Words => {
                    for word in line.view.words() {
                        leading += usize::from(word.text().starts_with(is_closing));
                        trailing += usize::from(word.text().ends_with(is_closing));
                    }
                }
                Order::Reading | Order::Unknown => {}
            }
        }
        turner.marks_last = last > first;
        turner.whole_tokens = trailing > leading;
        if !turner.whole_tokens {
            for line in lines.iter().filter(|line| line.order == Order::Words) {
                turner.load(line.view);
                turner.words_drawn.count(&turner.glyphs);
            }
        }
        turner
    }

    fn load(&mut self, view: View<'_>) {
        self.glyphs.clear();
        self.glyphs.extend(view.text().char_indices().map(|(at, c)| Glyph::new(view.start() + at, c)));
    }

    /// The pieces of the line in reading order.
    pub(super) fn turn(&mut self, view: View<'_>, order: Order) -> Vec<Piece> {
        self.load(view);
        let drawn = if order == Order::Words {
            self.show_words();
            self.words_drawn
        } else {
            if self.marks_last {
                marks_first(&mut self.glyphs);
            }
            self.drawn
        };
        if is_left_to_right(&self.glyphs) {
            read_left_to_right(&mut self.glyphs, &drawn);
        } else {
            read(&mut self.glyphs, &drawn);
        }
        Piece::of_chars(self.glyphs.iter().map(|glyph| {
            let instead = (glyph.c != glyph.shown).then(|| as_str(glyph.c));
            (glyph.at..glyph.at + glyph.shown.len_utf8(), instead)
        }))
    }

    /// Turn the letters of each word, so that the line stands as it looks.
    fn show_words(&mut self) {
        let glyphs = &mut self.glyphs;
        let controlled = glyphs.iter().any(|glyph| glyph.shown == RIGHT_TO_LEFT);
        let whole_tokens = self.whole_tokens;
        let mut at = 0;
        while at < glyphs.len() {
            let shown = glyphs[at].shown;
            let end = if controlled {
                if shown != RIGHT_TO_LEFT {
                    at += 1;
                    continue;
                }
                let ends = glyphs[at..].iter().position(|glyph| glyph.shown == POP);
                ends.map_or(glyphs.len(), |end| at + end + 1)
            } else {
                let inside = |glyph: &Glyph| {
                    if whole_tokens {
                        !glyph.shown.is_whitespace()
                    } else {
                        class(glyph.shown) == Class::Right || is_joiner(glyph.shown)
                    }
                };
                at + glyphs[at..].iter().take_while(|glyph| inside(glyph)).count()
            };
            if end == at {
                at += 1;
                continue;
            }
            let token = &mut glyphs[at..end];
            if whole_tokens && !controlled {
                // To turn a token round but for its numbers is to show it as well as to read it.
                read(token, &AsDrawn::default());
            } else if token.iter().any(|glyph| class(glyph.shown) == Class::Right) {
                token.reverse();
            }
            at = end;
        }
    }
}

const RIGHT_TO_LEFT: char = '\u{202B}';
const POP: char = '\u{202C}';

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

fn is_closing(c: char) -> bool {
    matches!(c, '.' | ',' | '\u{60C}' | '\u{61B}' | ':' | '!' | '\u{61F}')
}

/// Whether the line is one of Latin with some Arabic in it.
fn is_left_to_right(line: &[Glyph]) -> bool {
    let count = |wanted: Class| line.iter().filter(|glyph| class(glyph.shown) == wanted).count();
    count(Class::Left) > count(Class::Right) && !line.first().is_some_and(|glyph| is_closing(glyph.shown))
}
