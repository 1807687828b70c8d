//! Figures: drawings in a frame that scrolls where it is too narrow, and matrices.

use super::Html;
use crate::render::document::Figure;
use crate::render::figure::draw_figure;
use crate::view::FigureView;

impl Html {
    pub(super) fn figure(&mut self, figure: &Figure) {
        self.raw("<figure");
        self.attribute("id", &figure.anchor);
        self.raw(">\n<figcaption>");
        self.inlines(&figure.caption);
        self.raw("</figcaption>\n");
        match &figure.shows {
            FigureView::Matrix(matrix) => self.matrix(matrix),
            FigureView::Graph(_) => self.drawings("drawing wide", &figure.shows),
            FigureView::Shares(_) | FigureView::Bars(_) | FigureView::Network(_) => {
                self.drawings("drawing", &figure.shows);
            }
        }
        self.figure_data(&figure.shows);
        self.raw("</figure>\n");
    }

    fn drawings(&mut self, class: &str, shows: &FigureView) {
        for drawing in draw_figure(shows) {
            self.raw(&format!("<div class=\"{class}\">\n"));
            self.raw(&drawing);
            self.raw("</div>\n");
        }
    }
}
