//! The platform's names of languages.
//!
//! `language` on an asset is a display name of `KalturaLanguage`, not a code. The server looks up the
//! code of the name; without one the player drops the caption (`languageCodeManager.php:138-145`,
//! `external-captions-handler.ts:143-145`). Names: the enumerations `KalturaLanguage` and
//! `KalturaCatalogItemLanguage` of kaltura/server, read on 2026-11-24; those with a region from its
//! client of 2021 (`CatalogItemLanguage`: French (Canada), Portuguese (Brazil), Spanish (Latin America),
//! Taiwanese Mandarin) and `Spanish (Spain)`, which was not checked against the server's list.
//! That list grows; what is not here may be newer.

/// The names that most orders use, sorted, with a language tag.
const TAGGED: &[(&str, &str)] = &[
    ("Abkhazian", "ab"),
    ("Afar", "aa"),
    ("Afrikaans", "af"),
    ("Albanian", "sq"),
    ("Amharic", "am"),
    ("Arabic", "ar"),
    ("Armenian", "hy"),
    ("Assamese", "as"),
    ("Aymara", "ay"),
    ("Azerbaijani", "az"),
    ("Bashkir", "ba"),
    ("Basque", "eu"),
    ("Bengali (Bangla)", "bn"),
    ("Bhutani", "dz"),
    ("Bihari", "bh"),
    ("Bislama", "bi"),
    ("Breton", "br"),
    ("Bulgarian", "bg"),
    ("Burmese", "my"),
    ("Byelorussian (Belarusian)", "be"),
    ("Cambodian", "km"),
    ("Cantonese", "yue"),
    ("Catalan", "ca"),
    ("Cebuano", "ceb"),
    ("Chinese", "zh"),
    ("Corsican", "co"),
    ("Cree", "cr"),
    ("Croatian", "hr"),
    ("Czech", "cs"),
    ("Danish", "da"),
    ("Dutch", "nl"),
    ("English", "en"),
    ("English (American)", "en-US"),
    ("English (British)", "en-GB"),
    ("Esperanto", "eo"),
    ("Estonian", "et"),
    ("Faeroese", "fo"),
    ("Farsi", "fa"),
    ("Fiji", "fj"),
    ("Filipino", "fil"),
    ("Finnish", "fi"),
    ("French", "fr"),
    ("French (Canada)", "fr-CA"),
    ("Frisian", "fy"),
    ("Gaelic (Manx)", "gv"),
    ("Gaelic (Scottish)", "gd"),
    ("Galician", "gl"),
    ("Georgian", "ka"),
    ("German", "de"),
    ("Greek", "el"),
    ("Greenlandic", "kl"),
    ("Guarani", "gn"),
    ("Gujarati", "gu"),
    ("Hakka", "hak"),
    ("Hausa", "ha"),
    ("Hawaiian", "haw"),
    ("Hebrew", "he"),
    ("Hindi", "hi"),
    ("Hmong", "hmn"),
    ("Hokkien", "hkk"),
    ("Hungarian", "hu"),
    ("Icelandic", "is"),
    ("Indonesian", "id"),
    ("Interlingua", "ia"),
    ("Interlingue", "ie"),
    ("Inuinnaqtun", "ikt"),
    ("Inuktitut", "iu"),
    ("Inupiak", "ik"),
    ("Irish", "ga"),
    ("Italian", "it"),
    ("Japanese", "ja"),
    ("Javanese", "jv"),
    ("Kannada", "kn"),
    ("Kashmiri", "ks"),
    ("Kazakh", "kk"),
    ("Kinyarwanda (Ruanda)", "rw"),
    ("Kirghiz", "ky"),
    ("Kirundi (Rundi)", "rn"),
    ("Korean", "ko"),
    ("Kurdish", "ku"),
    ("Laothian", "lo"),
    ("Latin", "la"),
    ("Latvian (Lettish)", "lv"),
    ("Limburgish ( Limburger)", "li"),
    ("Lingala", "ln"),
    ("Lithuanian", "lt"),
    ("Luxembourgish (Letzeburgesch)", "lb"),
    ("Macedonian", "mk"),
    ("Malagasy", "mg"),
    ("Malay", "ms"),
    ("Malayalam", "ml"),
    ("Maltese", "mt"),
    ("Mandarin Chinese", "cmn"),
    ("Maori", "mi"),
    ("Marathi", "mr"),
    ("Moldavian", "mo"),
    ("Mongolian", "mn"),
    ("Multilingual", "mul"),
    ("Nauru", "na"),
    ("Nepali", "ne"),
    ("No linguistic content", "zxx"),
    ("Norwegian", "no"),
    ("Occitan", "oc"),
    ("Ojibwe, Ojibwa", "oj"),
    ("Oriya", "or"),
    ("Oromo (Afan, Galla)", "om"),
    ("Pashto (Pushto)", "ps"),
    ("Polish", "pl"),
    ("Portuguese", "pt"),
    ("Portuguese (Brazil)", "pt-BR"),
    ("Punjabi", "pa"),
    ("Quechua", "qu"),
    ("Rhaeto-Romance", "rm"),
    ("Romanian", "ro"),
    ("Russian", "ru"),
    ("Samoan", "sm"),
    ("Sangro", "sg"),
    ("Sanskrit", "sa"),
    ("Serbian", "sr"),
    ("Serbo-Croatian", "sh"),
    ("Sesotho", "st"),
    ("Setswana", "tn"),
    ("Shona", "sn"),
    ("Sindhi", "sd"),
    ("Sinhalese", "si"),
    ("Siswati", "ss"),
    ("Slovak", "sk"),
    ("Slovenian", "sl"),
    ("Somali", "so"),
    ("Spanish", "es"),
    ("Spanish (Latin America)", "es-419"),
    ("Spanish (Spain)", "es-ES"),
    ("Sundanese", "su"),
    ("Swahili (Kiswahili)", "sw"),
    ("Swedish", "sv"),
    ("Tagalog", "tl"),
    ("Taiwanese Mandarin", "zh-TW"),
    ("Tajik", "tg"),
    ("Tamil", "ta"),
    ("Tatar", "tt"),
    ("Telugu", "te"),
    ("Teo Chew", "teo"),
    ("Thai", "th"),
    ("Tibetan", "bo"),
    ("Tigrinya", "ti"),
    ("Tonga", "to"),
    ("Tsonga", "ts"),
    ("Turkish", "tr"),
    ("Turkmen", "tk"),
    ("Twi", "tw"),
    ("Uighur", "ug"),
    ("Ukrainian", "uk"),
    ("Undefined", "und"),
    ("Urdu", "ur"),
    ("Uzbek", "uz"),
    ("Vietnamese", "vi"),
    ("Volapuk", "vo"),
    ("Welsh", "cy"),
    ("Wolof", "wo"),
    ("Xhosa", "xh"),
    ("Yiddish", "yi"),
    ("Yoruba", "yo"),
    ("Zulu", "zu"),
];

/// Further names, sorted; separated by bars.
const OTHERS: &str = "\
    Abaza|Abnaki Western|Abure|Achang|Achinese|Achterhooks|Achumawi|Adioukrou|Adyghe; Adygei|\
    Adynyamathanha|Afade|Aghem|Aghul|Aguacateco|Aguaruna|Ainu (Japan)|Akkadian|Aklanon|Akum|Alabama|\
    Albanian (Gheg)|Albanian (Tosk)|Aleut|Algonquian languages|Algonquin|Altai (Southern)|\
    Angloromani|Apache (Jicarilla)|Apache (Western)|Arabic (standard)|Arabic Tunisian Spoken|\
    Aramaic|Aramaic Samaritan|Arapaho|Araucanian|Arikara|Aromanian|Assiniboine|Assyrian Neo-Aramaic|\
    Asturian|Athapascan languages|Atikamekw|Awadhi|Babine|Badaga|Bai|Balinese|Balochi Southern|\
    Balti|Baluchi|Basa (Cameroon)|Bavarian|Beaver|Beja|Bemba (Zambia)|Betawi|Bezhta|Bhili|Bhojpuri|\
    Bikol|Bini|Bishnupriya Manipuri|Buginese|Buriat|Caddo|Carrier|Carrier Southern|Catawba|Cayuga|\
    Chagatai|Chaldean Neo-Aramaic|Cherokee|Cheyenne|Chickasaw|Chilcotin|Chinook jargon|Chipewyan|\
    Chippewa|Choctaw|Chor|Chukot|Cimbrian|Clallam Klallam|Cochimi|Cocopa|Colognian|Comanche|\
    Comorian|Comox|Coptic|Creek|Crimean Tatar|Cupeo|Dakota|Dargwa|Dari (Persian)|Dari Zoroastrian|\
    Dehu|Delaware|Dinka|Dogri (generic)|Dogrib|Dolgan|Dong|Duala|Dungan|Dyula|E|Emilian|\
    English Middle (1100-1500)|Erzya|Even|Evenki|Fala|Fang (Equatorial Guinea)|Finnish (Tornedalen)|\
    Fon|Franco-Prove|Frankish|Frisian Northern|Friulian|Fur|Ga|Gagauz|Gan|Geez|German Hutterite|\
    German Pennsylvania|Gilbertese|Gilyak Nivkh|Gitxsan|Greek Ancient (to 1453)|Gwichin|Haida|\
    Hainanese|Haisla|Halkomelem|Han|Hani|Heiltsuk|Hidatsa|Hiligaynon|Hopi|Huizhou Chinese|Ikposo|\
    Iloko|Inari Sami|Ingrian|Ingush|Iroquoian languages|Itelmen|Jinyu Chinese|Jju|\
    Judeo-Crimean Tatar|Judeo-Georgian|Jutish|Kabardian|Kabuverdianu|Kabyle|Kachchi|\
    Kaikavian literary language (Kajkavian)|Kalmyk Oirat|Kansa|Karachay-Balkar|Karagas|Karaim|\
    Karakalpak|Karelian|Kashubian|Kaska|Kawi|Khakas|Khalaj Turkic|Khanty|Khasi|Khmer Northern|\
    Kickapoo|Kiowa|Klingon tlhIngan-Hol|Kodava|Komi-Permyak|Konkani (generic)|Konkani (specific)|\
    Konkani Goan|Koryak|Kosraean|Kotava|Kpelle|Kumiai|Kumyk|Kutenai|Kwakiutl|Laal|Ladin|Ladino|\
    Lahnda|Lahu|Lak|Laki|Lakota|Laz|Lezghian|Ligurian|Lillooet|Limbu|Lojban|Loma (Liberia)|Lombard|\
    Low German Low Saxon|Lozi|Luba-Lulua|Lucumi|Ludian|Lule Sami|Lunda|Luo (Kenya and Tanzania)|\
    Lushootseed|Madurese|Magahi|Maithili|Malecite-Passamaquoddy|Manchu|Mandaic|Mandan|Mansi|Maranao|\
    Mari (Russia)|Marwari|Masai|Mayo|Meitei|Mende (Sierra Leone)|Menominee|Michif|Micmac|\
    Min Bei Chinese|Min Dong Chinese|Minangkabau|Mingrelian|Mirandese|Mohawk|Moksha|Mon|Montagnais|\
    Morisyen|Mossi|Mozarabic|Muong|Nama (Namibia)|Nanai|Naskapi|Neapolitan|Newari Nepal Bhasa|\
    Nganasan|Nisgaa|Niuean|Nogai|Norse Old|Northern Sotho Pedi Sepedi|Novial|Nyamwezi|Nyoro|Nyungah|\
    Ojibwa Central|Ojibwa Eastern|Ojibwa Northwestern|Ojibwa Severn|Ojibwa Western|Okanagan|\
    Okinawan Central|Old English|Oneida|Onondaga|Ottawa|Paipai|Palauan|Pampanga|Pangasinan|\
    Papiamento|Persian|Persian (Dari)|Pfaelzisch|Picard|Piedmontese|Pirah|Pitcairn-Norfolk|\
    Plautdietsch|Pontic|Potawatomi|Prussian|Pulaar|Qashqai|Qawasqar|Quich Central|Rapanui|\
    Rarotongan|Reserved for local use.|Romagnol|Romani Kalo Finnish|Romani Sinte|Romanian Istro|\
    Romanian Megleno|Romany|Runion Creole French|Rusyn|Saint Lucian Creole French|Sakha|Salar|\
    Salish Straits|Salishan languages|Sami Kildin|Sami languages|Santali|Saramaccan|\
    Sardinian Sassarese|Saterland Frisian|Saxon Upper|Scots|Sechelt|Seediq|Sekani|Selkup|Seneca|\
    Seri|Shawnee|Shor|Shoshoni|Shuswap|Sicilian|Sidamo|Siksika|Silesian|Skolt Sami|Slavey North|\
    Slavey South|Soninke|Sorbian Lower|Sorbian Upper|Southern Sami|Southern Tutchone|Sranan|Stoney|\
    Sudovian|Sumerian|Svan|Swabian|Swedish Sign Language|Swiss German Alemannic Alsatian|Syriac|\
    Tabassaran|Tachawit|Tachelhit|Tagbanwa|Tagish|Tahltan|Tai Na|Talysh|Tamajaq Tawallammat|\
    Tamasheq|Tamazight Central Atlas|Tarahumara Central|Tat Muslim|Tetum|Thai (Northern)|\
    Thai Northeastern|Thompson|Tigre|Tlingit|Toda|Tohono Oodham|Tok Pisin|Tonga (Nyasa)|Tsez|\
    Tsimshian|Tulu|Tumbuka|Tumzabt|Tupinamb|Turkana|Turkish Ottoman|Tuscarora|Tuvalu|Tuvinian|Ubykh|\
    Udi|Udmurt|Urum|Venetian|Veps|Voro|Votic|Vro|Waorani|Waray (Philippines)|Western Farsi|\
    Western Neo-Aramaic|Wiyot|Wu Chinese|Wymysorys|Yanesha|Zapotec Isthmus|Zarma";

/// Names that only catalog items have, besides the others.
const CATALOG_ONLY: &[&str] = &["Auto Detect", "English (ASL)", "English (BSL)"];

/// Whether the platform knows a name; in a catalog item or dictionary `Auto Detect` is one too.
#[must_use]
pub fn is_language_name(name: &str, in_catalog: bool) -> bool {
    TAGGED.binary_search_by_key(&name, |(known, _)| known).is_ok()
        || OTHERS.split('|').any(|known| known == name)
        || in_catalog && CATALOG_ONLY.contains(&name)
}

/// The language tag (BCP 47) of a name, for the names that most orders use.
///
/// ```
/// use cuesmith::kaltura::{language_name, language_tag};
///
/// assert_eq!(language_tag("English (American)"), Some("en-US"));
/// assert_eq!(language_tag("en"), None);
/// assert_eq!(language_name("FR"), Some("French"));
/// ```
#[must_use]
pub fn language_tag(name: &str) -> Option<&'static str> {
    let at = TAGGED.binary_search_by_key(&name, |(known, _)| known).ok()?;
    // A name that means no language or several has no tag.
    Some(TAGGED[at].1).filter(|tag| !matches!(*tag, "zxx" | "mul" | "und"))
}

/// The name that is meant by a tag (`en`, `en-US`, `EN_US`) or by a name in another case.
#[must_use]
pub fn language_name(text: &str) -> Option<&'static str> {
    let tag = text.trim().replace('_', "-");
    let by = |tag: &str| TAGGED.iter().find(|(_, known)| known.eq_ignore_ascii_case(tag));
    let primary = tag.split('-').next().unwrap_or_default();
    // UN M49: 419 is Latin America.
    let latin = || by("es-419").filter(|_| is_latin_american(&tag));
    let name = || TAGGED.iter().find(|(known, _)| known.eq_ignore_ascii_case(text.trim()));
    by(&tag).or_else(name).or_else(latin).or_else(|| by(primary)).map(|(name, _)| *name)
}

/// Whether a tag is Spanish with a country of Latin America.
fn is_latin_american(tag: &str) -> bool {
    let countries = "AR BO CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV UY VE";
    let country = tag.split_once('-').filter(|(primary, _)| primary.eq_ignore_ascii_case("es"));
    country.is_some_and(|(_, country)| {
        countries.split(' ').any(|known| known.eq_ignore_ascii_case(country))
    })
}

/// Whether only catalog items have a name: no asset can have it.
#[must_use]
pub fn is_catalog_only(name: &str) -> bool {
    CATALOG_ONLY.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_without_doubles() {
        assert!(TAGGED.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let others: Vec<&str> = OTHERS.split('|').collect();
        assert!(others.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(others.iter().all(|name| name.trim() == *name && !name.is_empty()));
        assert!(others.iter().all(|name| language_tag(name).is_none()));
    }

    #[test]
    fn names_are_known_and_codes_are_not_names() {
        for name in ["English", "Hebrew", "Ojibwe, Ojibwa", "Multilingual", "Tok Pisin", "E"] {
            assert!(is_language_name(name, false), "{name}");
        }
        assert!(is_language_name("Auto Detect", true));
        for name in ["en", "english", "Auto Detect", "", "English "] {
            assert!(!is_language_name(name, false), "{name}");
        }
        assert_eq!(language_name("en_us"), Some("English (American)"));
        assert_eq!(language_name("pt-BR"), Some("Portuguese (Brazil)"));
        assert_eq!(language_name("fr_ca"), Some("French (Canada)"));
        assert_eq!(language_name("zh-TW"), Some("Taiwanese Mandarin"));
        assert_eq!(language_name("es-MX"), Some("Spanish (Latin America)"));
        assert_eq!(language_name("es-ES"), Some("Spanish (Spain)"));
        assert_eq!(language_name("de-DE"), Some("German"));
        assert_eq!(language_name("german"), Some("German"));
        assert_eq!(language_name("xx"), None);
        assert_eq!(language_tag("Multilingual"), None);
    }
}
