//! Bounds on the bytes of a JSON text, held while they pass.

use std::io::{self, ErrorKind, Read};

/// How large a list of components may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The greatest number of bytes.
    pub bytes: u64,
    /// The greatest number of objects and lists inside one another.
    pub depth: u32,
    /// The greatest number of bytes of a text.
    pub text: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            bytes: 1024 * 1024 * 1024,
            // The JSON reader stops at 128.
            depth: 100,
            text: 16 * 1024 * 1024,
        }
    }
}

/// Hands bytes on until they go beyond the bounds. A byte-order mark at the beginning is left out.
pub(super) struct Guard<R> {
    inner: R,
    bounds: Bounds,
    bytes: u64,
    depth: u32,
    /// The length of the text so far in which the reader is; `None` outside of texts.
    text: Option<u64>,
    is_escaped: bool,
}

const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

impl<R: Read> Guard<R> {
    pub fn new(inner: R, bounds: Bounds) -> Self {
        Self {
            inner,
            bounds,
            bytes: 0,
            depth: 0,
            text: None,
            is_escaped: false,
        }
    }

    fn pass(&mut self, byte: u8) -> io::Result<()> {
        self.bytes += 1;
        if self.bytes > self.bounds.bytes {
            let most = self.bounds.bytes;
            return Err(beyond(&format!(
                "it is larger than {} MB",
                most.div_ceil(1024 * 1024)
            )));
        }
        match self.text {
            Some(length) => self.pass_text(byte, length),
            None => self.pass_outside(byte),
        }
    }

    fn pass_text(&mut self, byte: u8, length: u64) -> io::Result<()> {
        let ends = byte == b'"' && !self.is_escaped;
        self.is_escaped = byte == b'\\' && !self.is_escaped;
        self.text = (!ends).then_some(length + 1);
        if length > self.bounds.text {
            let most = self.bounds.text;
            return Err(beyond(&format!(
                "a text in it is longer than {} MB",
                most.div_ceil(1024 * 1024)
            )));
        }
        Ok(())
    }

    fn pass_outside(&mut self, byte: u8) -> io::Result<()> {
        match byte {
            b'"' => self.text = Some(0),
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth > self.bounds.depth {
            let most = self.bounds.depth;
            return Err(beyond(&format!("it is nested more than {most} deep")));
        }
        Ok(())
    }
}

/// Says how far bytes went beyond the bounds. This kind of error comes from nowhere else.
fn beyond(why: &str) -> io::Error {
    io::Error::new(ErrorKind::FileTooLarge, why)
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut length = self.inner.read(buffer)?;
        if self.bytes == 0 && buffer.starts_with(&MARK) && length >= MARK.len() {
            buffer.copy_within(MARK.len()..length, 0);
            length -= MARK.len();
            if length == 0 {
                return self.read(buffer);
            }
        }
        for byte in buffer.iter().take(length) {
            self.pass(*byte)?;
        }
        Ok(length)
    }
}
