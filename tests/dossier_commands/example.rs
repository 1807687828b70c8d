//! The dossier of `examples/ip-camera`, which people open to see what a dossier looks like.

use std::path::Path;

use super::place::Place;

#[test]
fn the_example_is_whole_and_a_build_changes_only_what_it_writes() {
    let place = Place::empty();
    copy_example(&place, Path::new("dossier"));
    // The laboratory's own file lies beside its dossiers.
    place.write(
        "laboratory.yaml",
        std::fs::read(example().join("laboratory.yaml")).unwrap(),
    );
    let before = place.files("dossier");

    let verified = place.run(&["verify", "dossier"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);

    let status = place.run(&["status", "dossier"]);
    assert_eq!(status.code, 0, "{}", status.err);
    let turn = status.out.lines().find(|line| line.starts_with("turn "));
    assert_eq!(turn, Some("turn        vendor"));

    let built = place.run(&["build", "dossier"]);
    assert_eq!(built.code, 0, "{}", built.err);
    let mut after = place.files("dossier");
    after.retain(|path, _| !path.starts_with("out/"));
    assert!(before == after, "only out/ is written");
    assert!(place.path("dossier/out/index.html").exists());
}

/// The folder of the example in the repository.
fn example() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ip-camera")
}

/// Copies a folder of the example, apart from documents that somebody built there.
fn copy_example(place: &Place, folder: &Path) {
    for entry in std::fs::read_dir(example().join(folder)).unwrap() {
        let below = folder.join(entry.unwrap().file_name());
        let path = example().join(&below);
        if path.is_dir() {
            if below != Path::new("dossier/out") {
                copy_example(place, &below);
            }
        } else {
            place.write(below.to_str().unwrap(), std::fs::read(path).unwrap());
        }
    }
}
