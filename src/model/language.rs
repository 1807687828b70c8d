//! Languages. The only user of isolang.

use isolang::Language;

/// The codes of countries (ISO 3166-1), one after the other.
const REGIONS: &str = "\
    ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCN\
    COCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHM\
    HNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMK\
    MLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURW\
    SASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVI\
    VNVUWFWSYEYTZAZMZW";

/// The codes of scripts (ISO 15924), one after the other, without those that name none.
const SCRIPTS: &str = "\
    AdlmAfakAghbAhomArabAranArmiArmnAvstBaliBamuBassBatkBengBhksBlisBopoBrahBraiBugiBuhdCakmCansCari\
    ChamCherChrsCirtCoptCpmnCprtCyrlCyrsDevaDiakDogrDsrtDuplEgydEgyhEgypElbaElymEthiGeokGeorGlagGong\
    GonmGothGranGrekGujrGuruHanbHangHaniHanoHansHantHatrHebrHiraHluwHmngHmnpHrktHungIndsItalJamoJava\
    JpanJurcKaliKanaKharKhmrKhojKitlKitsKndaKoreKpelKthiLanaLaooLatfLatgLatnLekeLepcLimbLinaLinbLisu\
    LomaLyciLydiMahjMakaMandManiMarcMayaMedfMendMercMeroMlymModiMongMoonMrooMteiMultMymrNandNarbNbat\
    NewaNkgbNkooNshuOgamOlckOrkhOryaOsgeOsmaOugrPalmPaucPermPhagPhliPhlpPhlvPhnxPiqdPlrdPrtiRjngRohg\
    RoroRunrSamrSaraSarbSaurSgnwShawShrdSiddSindSinhSogdSogoSoraSoyoSundSyloSyrcSyreSyrjSyrnTagbTakr\
    TaleTaluTamlTangTavtTeluTengTfngTglgThaaThaiTibtTirhTnsaTotoUgarVaiiVispVithWaraWchoWoleXpeoXsux\
    YeziYiiiZanbZmthZsyeZsym";

/// The numbers of regions of several countries (UN M.49).
const AREAS: [&str; 31] = [
    "001", "002", "003", "005", "009", "011", "013", "014", "015", "017", "018", "019", "021",
    "029", "030", "034", "035", "039", "053", "054", "057", "061", "142", "143", "145", "150",
    "151", "154", "155", "202", "419",
];

/// Codes of ISO 639 that name no language: several, one without a code, none that is known, nothing in any.
const NO_LANGUAGE: [&str; 4] = ["mul", "mis", "und", "zxx"];

/// Says whether there is a language with a code of two or three small letters (ISO 639).
pub fn is_language(code: &str) -> bool {
    let language = match code.len() {
        2 => Language::from_639_1(code),
        3 => Language::from_639_3(code),
        _ => None,
    };
    language.is_some() && !NO_LANGUAGE.contains(&code)
}

/// Says whether a tag names a language, alone or with its script, its region and other parts: `hi`, `zh-Hant`, `en-IN` (BCP 47).
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    if !parts.next().is_some_and(is_language) {
        return false;
    }
    // A language within another, as `zh-yue`.
    parts.next_if(|part| part.len() == 3 && is_language(part));
    parts.next_if(|part| holds(SCRIPTS, 4, part));
    parts.next_if(|part| holds(REGIONS, 2, part) || AREAS.contains(part));
    parts
        .by_ref()
        .find(|part| !is_variant(part))
        .is_none_or(|part| is_singleton(part) && has_rest(parts))
}

/// Returns a tag in the letters in which it is written: `zh-Hant-TW` for `ZH-hant-tw`.
pub fn language_tag_in_case(tag: &str) -> String {
    let parts = tag.split('-').enumerate().map(|(place, part)| {
        let small = part.to_ascii_lowercase();
        match (place, small.split_at_checked(1)) {
            (1.., _) if part.len() == 2 => part.to_ascii_uppercase(),
            (1.., Some((first, rest))) if part.len() == 4 => first.to_ascii_uppercase() + rest,
            _ => small,
        }
    });
    parts.collect::<Vec<_>>().join("-")
}

fn holds(codes: &str, width: usize, part: &str) -> bool {
    let mut codes = codes.as_bytes().chunks_exact(width);
    codes.any(|code| code == part.as_bytes())
}

/// Says whether a part names a variant: five letters or digits and more, or four that begin with a digit.
fn is_variant(part: &str) -> bool {
    let begins = || part.starts_with(|first: char| first.is_ascii_digit());
    is_part(part) && (part.len() > 4 || (part.len() == 4 && begins()))
}

/// Says whether a part begins an extension: what follows it is its own.
fn is_singleton(part: &str) -> bool {
    part.len() == 1 && is_part(part)
}

fn has_rest<'p>(rest: impl Iterator<Item = &'p str>) -> bool {
    let mut rest = rest.peekable();
    rest.peek().is_some() && rest.all(is_part)
}

fn is_part(part: &str) -> bool {
    matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_their_codes() {
        let known = ["en", "hi", "sa", "kok", "brx", "hin"];
        assert!(known.iter().all(|code| is_language(code)));
        let unknown = [
            "xx", "zzz", "EN", "english", "e", "", "en-IN", "mul", "und", "mis", "zxx",
        ];
        assert!(!unknown.iter().any(|code| is_language(code)));
    }

    #[test]
    fn tags_have_a_usual_case() {
        for (tag, usual) in [("EN", "en"), ("zh-hant-tw", "zh-Hant-TW"), ("", "")] {
            assert_eq!(language_tag_in_case(tag), usual);
        }
    }

    #[test]
    fn tags_begin_with_a_language() {
        let known = [
            "en",
            "en-IN",
            "zh-Hant-TW",
            "hi-x-draft",
            "es-419",
            "zh-yue-HK",
            "de-CH-1901",
            "sl-rozaj-biske",
            "en-u-ca-gregory",
        ];
        for tag in known {
            assert!(is_language_tag(tag), "{tag}");
        }
        let unknown = [
            "xx-IN",
            "en-",
            "en--IN",
            "IN",
            "en_IN",
            "en-indiaindia",
            "zxx",
            "und-Latn",
            "en-XX",
            "en-999",
            "en-Abcd",
            "en-IN-US",
            "en-x",
            "en-DA",
            "en-antC",
            "en-in",
        ];
        for tag in unknown {
            assert!(!is_language_tag(tag), "{tag}");
        }
    }
}
