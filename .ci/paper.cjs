// Prints which pages of PDF files are over a third empty, other than the last one and those before a chapter, and which end with a heading. It is for
// people who look at papers, and fails for nothing. Reads pictures of the pages and where their lines stand; needs poppler.
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

// The sizes of the heading of a chapter and of the smallest heading, in points; text has at most 9.5.
const CHAPTER = 13.5;
const HEADING = 9.8;
// The size of what stands at the head of each page. By its height the size of the other lines is known, whatever the font.
const RUNNING = 8;

// Returns the lines of each page from top to bottom, each with its size, without what stands in the margins.
const linesOf = (file) => {
  const text = execFileSync("pdftotext", ["-bbox-layout", file, "-"], { maxBuffer: 1 << 28 }).toString();
  return text.split(/<page /).slice(1).map((page) => {
    const height = Number(/height="([\d.]+)"/.exec(page)[1]);
    const lines = [...page.matchAll(/<line xMin="[\d.]+" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">\s*<word[^>]*>([^<]*)/g)];
    const head = lines.find(([, top]) => Number(top) < 34);
    const unit = head ? (head[2] - head[1]) / RUNNING : 1;
    const inside = lines.filter(([, top, bottom]) => Number(top) > 34 && Number(bottom) < height - 31);
    return inside.map(([, top, bottom, word]) => ({ top: Number(top), size: (bottom - top) / unit, word })).sort((a, b) => a.top - b.top);
  });
};

for (const file of process.argv.slice(2)) {
  const pictures = picturesOf(file);
  const lines = linesOf(file);
  const empty = [];
  const alone = [];
  for (const [index, picture] of pictures.entries()) {
    const last = lines[index].at(-1);
    if (last && lines[index].length > 1 && last.size > HEADING) alone.push(`${index + 1} (${last.word} …)`);
    if (index === pictures.length - 1) continue;
    const part = emptyPart(picture);
    if (part <= 1 / 3) continue;
    // A chapter begins on a page of its own: its heading is the first and largest line there.
    const [first] = lines[index + 1];
    if (!first || first.size < CHAPTER) empty.push(`${index + 1} (${Math.round(part * 100)} %)`);
  }
  const said = (what, pages) => (pages.length > 0 ? `, ${what}: ${pages.join(", ")}` : "");
  console.log(`${file}: ${pictures.length} pages` + said("over a third empty", empty) + said("ending with a heading", alone));
}
