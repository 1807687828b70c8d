//! Registers of evidence: written by several commands at once, and sent to other parties.

use crate::place::Place;

#[test]
fn files_that_are_registered_at_once_are_all_registered() {
    let place = Place::new();
    let names: Vec<String> = (0..8).map(|number| format!("photo-{number}.jpg")).collect();
    for name in &names {
        place.write(name, name);
    }
    std::thread::scope(|scope| {
        for name in &names {
            let place = &place;
            scope.spawn(move || {
                place.fine(&["evidence", "add", "vendor", name, "--for", "datasheet"]);
            });
        }
    });
    let register = String::from_utf8(place.read("vendor/evidence/vendor.yaml")).expect("text");
    assert!(register.contains("given: 8"), "{register}");
    for name in &names {
        assert!(register.contains(name.as_str()), "{name}: {register}");
        assert_eq!(
            place.read(&format!("vendor/evidence/vendor/{name}")),
            name.as_bytes()
        );
    }
}
