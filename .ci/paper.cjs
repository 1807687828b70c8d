// Prints which pages of PDF files are over a third empty, other than the last one and those before a chapter. It is for people who look at papers,
// and fails for nothing. Reads pictures of the pages; needs poppler.
"use strict";
const { execFileSync } = require("node:child_process");

const DOTS = 24;

// Returns the pages of a PDF file as grey pictures: width, height, and one byte for each dot.
const picturesOf = (file) => {
  const bytes = execFileSync("pdftoppm", ["-gray", "-r", String(DOTS), file], { maxBuffer: 1 << 30 });
  const pictures = [];
  for (let at = 0; at < bytes.length;) {
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString("latin1", at, at + 40));
    const [width, height] = [Number(head[1]), Number(head[2])];
    at += head[0].length;
    pictures.push({ width, height, dots: bytes.subarray(at, at + width * height) });
    at += width * height;
  }
  return pictures;
};

// Returns how much of the room between the margins is empty at the end of a page.
const emptyPart = ({ width, height, dots }) => {
  const margin = Math.ceil((15 / 25.4) * DOTS);
  for (let row = height - margin - 1; row > margin; row -= 1) {
    if (dots.subarray(row * width, (row + 1) * width).some((dot) => dot < 200)) return (height - margin - 1 - row) / (height - 2 * margin);
  }
  return 1;
};

// Returns the sizes of the lines of a page from top to bottom, without what stands in the margins.
const linesOf = (file, page) => {
  const text = execFileSync("pdftotext", ["-bbox-layout", "-f", String(page), "-l", String(page), file, "-"], { maxBuffer: 1 << 28 }).toString();
  const lines = [...text.matchAll(/<line xMin="[\d.]+" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">\s*<word[^>]*>([^<]*)/g)];
  const inside = lines.filter(([, top, bottom]) => Number(top) > 34 && Number(bottom) < 842 - 31);
  return inside.map(([, top, bottom, word]) => ({ top: Number(top), size: bottom - top, word })).sort((a, b) => a.top - b.top);
};

for (const file of process.argv.slice(2)) {
  const pictures = picturesOf(file);
  const empty = [];
  for (const [index, picture] of pictures.entries()) {
    if (index === pictures.length - 1) continue;
    const part = emptyPart(picture);
    if (part <= 1 / 3) continue;
    // A chapter begins on a page of its own: its heading is the first and largest line there.
    const [first] = linesOf(file, index + 2);
    if (!first || first.size < 17) empty.push(`${index + 1} (${Math.round(part * 100)} %)`);
  }
  console.log(`${file}: ${pictures.length} pages` + (empty.length > 0 ? `, over a third empty: ${empty.join(", ")}` : ""));
}
