//! Figures: drawings in a frame that scrolls where it is too narrow.

use super::Html;
use crate::render::document::Figure;
use crate::render::figure::{describe_figure, draw_figure};

impl Html {
    pub(super) fn figure(&mut self, figure: &Figure) {
        self.raw("<figure");
        self.attribute("id", &figure.anchor);
        self.raw(">\n<figcaption>");
        self.inlines(&figure.caption);
        self.raw("</figcaption>\n");
        let drawings = draw_figure(&figure.shows);
        if drawings.is_empty() {
            self.raw("<p>");
            self.text(&describe_figure(&figure.shows));
            self.raw("</p>\n");
        }
        for drawing in drawings {
            self.raw("<div class=\"drawing\">\n");
            self.raw(&drawing);
            self.raw("</div>\n");
        }
        self.raw("</figure>\n");
    }
}
