use super::read_copy;
use super::text::write_text;

const ID: &str = "0d6e28c6a9cdf914426c37b9152c1baf";

fn answers(list: &str) -> String {
    format!(
        "{{\"schema\":\"praman/answers/1\",\"dossier\":\"{ID}\",\"edition\":\"pilot@2026\",\"level\":\"basic\",\
         \"document\":\"tcf\",\"saved\":\"2026-11-30T10:00:00Z\",\"answers\":[{list}],\"earlier\":[]}}"
    )
}

fn one(value: &str) -> String {
    answers(&format!(
        "{{\"slot\":\"home:H.1/response/chip.main\",\"models\":[\"LA-1\"],\"asked\":\"00000000\",\"base\":[],\"value\":\"{value}\"}}"
    ))
}

/// A page with a block, as `Save a copy` writes it, and around it what a page has.
fn page(block: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>a < b</title></head>\n<body>\n<p>1 < 2 <b>x</b>\n\
         <script type=\"application/json\" id=\"praman-page\">{{}}</script>\n{block}<script>const a = \"BEGIN PRAMAN ANSWERS\";</script>\n</body>\n</html>\n"
    )
}

fn block(json: &str) -> String {
    format!("<script type=\"application/json\" id=\"praman-answers\">{json}</script>\n")
}

/// Returns the values of a copy, or the code and the message of what is wrong with it.
fn read(bytes: impl AsRef<[u8]>) -> String {
    match read_copy("copy.html", bytes.as_ref()) {
        Ok(copy) => copy
            .answers
            .iter()
            .map(|answer| answer.value.as_str())
            .collect::<Vec<_>>()
            .join("; "),
        Err(wrong) => format!("{} {}", wrong.code.id, wrong.message),
    }
}

#[test]
fn the_block_of_a_copy_is_read_whoever_wrote_the_page_last() {
    let json = one("Locked.");
    let writings = [
        block(&json),
        format!("<SCRIPT ID=praman-answers TYPE=application/json>\n {json} \n</SCRIPT >"),
        format!("<script data-x='>' type='application/json' id='praman-answers'>{json}</script>"),
        // A browser that saves the page says so, and tools add scripts of their own.
        format!(
            "<!-- saved from <script id=\"praman-answers\"> --><script>\"<script id='praman-answers'>\"</script>{}",
            block(&json)
        ),
        format!(
            "<style><script id=praman-answers></style><textarea><script id=praman-answers>x</textarea>{}",
            block(&json)
        ),
        format!("<p title=\"<script id=praman-answers>\">{}", block(&json)),
    ];
    for block in writings {
        assert_eq!(read(page(&block)), "Locked.", "{block}");
    }
    // In another encoding than it was written in, the block is the same.
    let latin = [page(&block(&json)).as_bytes(), b"<p>caf\xe9</p>"].concat();
    assert_eq!(read(latin), "Locked.");
}

#[test]
fn what_the_page_shows_is_never_read() {
    let shown = "<p data-slot=\"home:H.1/response/chip.main\">Seen.</p>";
    let json = one("Locked.");
    assert_eq!(read(page(&format!("{shown}{}", block(&json)))), "Locked.");
    assert!(read(page(shown)).starts_with("P0840 "));
}

#[test]
fn what_is_wrong_with_a_copy_is_told() {
    let json = one("Locked.");
    let check = |bytes: &[u8], expected: &str| {
        let said = read(bytes);
        assert!(said.starts_with(expected), "{expected}: {said}");
    };
    // The script was removed, or a browser saved the page as it had come.
    check(
        page("").as_bytes(),
        "P0840 `copy.html` is a page without answers",
    );
    check(
        b"<html><body><p>x</body></html>",
        "P0840 `copy.html` is a page without answers",
    );
    check(
        b"Dear Asha,\n\nthank you.\n",
        "P0840 `copy.html` is no copy of a page",
    );
    check(b"", "P0840 `copy.html` is no copy of a page");
    check(
        &[0, 159, 146, 150],
        "P0840 `copy.html` is no copy of a page",
    );
    check(
        page(&block(&json).repeat(2)).as_bytes(),
        "P0841 the answers of `copy.html` cannot be read: it holds 2 blocks",
    );
    check(
        page(&block("{\"schema\"")).as_bytes(),
        "P0841 the answers of `copy.html` cannot be read: its block of answers is no JSON",
    );
    check(
        page(&block(&json.replace("/1\"", "/2\""))).as_bytes(),
        "P0842 ",
    );
    check(
        page(&block(&json.replace("praman/answers/1", "other"))).as_bytes(),
        "P0841 ",
    );
    check(page(&block(&json.replace(ID, "x"))).as_bytes(), "P0841 ");
    check(
        page(&block(&json.replace("\"base\":[]", "\"base\":[[\"1-x\"]]"))).as_bytes(),
        "P0841 ",
    );
    check(
        page(&block(&json.replace("\"base\":[]", "\"base\":[[],[]]"))).as_bytes(),
        "P0841 ",
    );
    // Fields of the block that were renamed are no answers.
    check(
        page(&block(&json.replace("\"slot\"", "\"Slot\""))).as_bytes(),
        "P0841 ",
    );
    let cut = page(&block(&json));
    let cut = cut.split_once("Locked").map_or("", |(before, _)| before);
    check(
        cut.as_bytes(),
        "P0841 the answers of `copy.html` cannot be read: its block of answers is cut off",
    );
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(page(&block(&json)).bytes().flat_map(|byte| [byte, 0]))
        .collect();
    check(
        &wide,
        "P0841 the answers of `copy.html` cannot be read: it was saved as UTF-16",
    );
}

#[test]
fn a_page_may_be_as_deep_and_as_broken_as_it_likes() {
    let json = one("Locked.");
    let deep = "<div>".repeat(200_000);
    assert_eq!(read(page(&format!("{deep}{}", block(&json)))), "Locked.");
    let nested = "[".repeat(100_000);
    assert!(read(page(&block(&nested))).starts_with("P0841 "));
    for open in [
        "<a b='", "<!--", "<", "<a ", "</", "<script", "<a b=", "<title>", "<a/",
    ] {
        let said = read(open.repeat(50_000));
        assert!(said.starts_with("P084"), "{said}");
    }
}

#[test]
fn answers_as_text_survive_what_mails_do_to_them() {
    let json = one("Locked \\u201cso\\u201d.");
    let text = format!(
        "Answers typed\n\nhome:H.1/response/chip.main\n    Locked\n\n{}",
        write_text(&json)
    );
    let quoted = |mark: &str| {
        text.lines()
            .map(|line| format!("{mark}{line}\n"))
            .collect::<String>()
    };
    // Every line is cut again, after 40 characters.
    let wrapped: String = text
        .lines()
        .flat_map(|line| {
            line.as_bytes()
                .chunks(40)
                .map(|part| format!("{}\r\n", String::from_utf8_lossy(part)))
        })
        .collect();
    // That of the marks must stay in one piece.
    let wrapped = wrapped.replace(
        "-----END PRAMAN ANSWERS-----",
        "\u{2014}END PRAMAN ANSWERS\u{2014}",
    );
    let written = [
        text.clone(),
        quoted("> "),
        quoted("RN> > "),
        quoted("| "),
        text.replace('\n', "\r\n"),
        text.replace('\n', "\n\n"),
        text.replace('\n', " \u{a0}\n"),
        wrapped,
        text.replace("-----", "\u{2013}\u{2013}"),
        text.replace('"', "\u{201d}").replace('\'', "\u{2019}"),
        // Raw mail, quoted-printable; and a mail that a program saved as a page.
        text.replace('\n', "=\r\n\r\n"),
        format!(
            "<html><body><div>{}</div></body></html>",
            quoted("&gt; ").replace('\n', "<br>\n")
        ),
        format!("{text}\nOn Monday Asha wrote:\n{}", quoted("> ")),
    ];
    for written in written {
        assert_eq!(read(&written), "Locked \u{201c}so\u{201d}.", "{written}");
    }
}

#[test]
fn text_that_was_changed_is_refused() {
    let text = write_text(&one("Locked."));
    let other = write_text(&one("Open."));
    let lines: Vec<&str> = text.lines().collect();
    let without_a_line = [&lines[..2], &lines[3..]].concat().join("\n");
    let changed =
        "P0841 the answers of `copy.html` cannot be read: its answers were changed on the way";
    assert_eq!(read(&without_a_line), changed);
    assert_eq!(read(text.replacen("\n", "\nA", 1)), changed);
    assert_eq!(
        read(text.replace("END", "E N D")),
        "P0841 the answers of `copy.html` cannot be read: its end is missing"
    );
    assert_eq!(
        read(format!("{text}{other}")),
        "P0841 the answers of `copy.html` cannot be read: it holds several blocks of answers"
    );
}
