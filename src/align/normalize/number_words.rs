//! Number words in several languages, as rules in a short form of the Unicode CLDR's rule-based
//! number formats.
//!
//! A rule is a number and the text for it and the numbers above it: `<` is the quotient, `>` the remainder, and
//! the part in brackets is omitted if the remainder is 0. The divisor is the greatest power of ten
//! that is not greater than the rule's number, or the number after a slash. The rules are written from the grammars
//! of the languages; for the format, see
//! <https://www.unicode.org/reports/tr35/tr35-numbers.html#Rule-Based_Number_Formatting>.

/// The language for reading numbers in digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Language(&'static Speech);

#[derive(Debug, PartialEq, Eq)]
struct Speech {
    tag: &'static str,
    /// The rules, sorted by number.
    rules: &'static [(u64, u64, &'static str)],
    point: &'static str,
    decimal_comma: bool,
    /// The word for a hundred after a number, with the blank before it if it is a separate word; empty if
    /// thousands are not counted in hundreds.
    hundred: &'static str,
}

impl Language {
    /// The language of a BCP 47 tag; English if its number words are not known.
    pub(crate) fn of(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let known = LANGUAGES.iter().find(|speech| speech.tag.eq_ignore_ascii_case(primary));
        Self(known.unwrap_or(&LANGUAGES[0]))
    }

    pub(crate) const fn decimal_comma(self) -> bool {
        self.0.decimal_comma
    }

    pub(crate) const fn point(self) -> &'static str {
        self.0.point
    }

    pub(crate) fn is_english(self) -> bool {
        self.0.tag == "en"
    }

    /// The words of a number, in order.
    pub(crate) fn cardinal(self, value: u64, mut push: impl FnMut(&str)) {
        let mut text = String::new();
        self.write(value, &mut text, 0);
        text.split_whitespace().for_each(&mut push);
    }

    /// The words of an ordinal. Only English has its own; in other languages the cardinal is close enough for
    /// comparison.
    pub(crate) fn ordinal(self, value: u64, mut push: impl FnMut(&str)) {
        let mut words = Vec::new();
        self.cardinal(value, |word| words.push(word.to_owned()));
        let Some(last) = words.pop() else { return };
        words.iter().for_each(|word| push(word));
        push(&if self.is_english() { english_ordinal(&last) } else { last });
    }

    /// The words of a four-digit number read as a year. `false` if years are read like other numbers.
    pub(crate) fn year(self, value: u64, mut push: impl FnMut(&str)) -> bool {
        let (high, low) = (value / 100, value % 100);
        if !self.is_english() || !(1100..2100).contains(&value) || (2000..2010).contains(&value) {
            return false;
        }
        self.cardinal(high, &mut push);
        match low {
            0 => push("hundred"),
            1..=9 => {
                push("oh");
                self.cardinal(low, push);
            }
            _ => self.cardinal(low, push),
        }
        true
    }

    /// The words of a number from 1,100 on, counted in hundreds: `nineteen hundred eighty four`.
    pub(crate) fn hundreds(self, value: u64, mut push: impl FnMut(&str)) {
        if self.0.hundred.is_empty() {
            return self.cardinal(value, push);
        }
        let mut text = String::new();
        self.write(value / 100, &mut text, 0);
        text.push_str(self.0.hundred);
        if !value.is_multiple_of(100) {
            text.push_str(if self.0.hundred.starts_with(' ') { " " } else { "" });
            self.write(value % 100, &mut text, 0);
        }
        text.split_whitespace().for_each(&mut push);
    }

    /// `depth` is at most the number of powers in a 64-bit number.
    fn write(self, value: u64, out: &mut String, depth: u32) {
        let rule = self.0.rules.iter().rev().find(|rule| rule.0 <= value);
        let Some(&(base, divisor, text)) = rule.filter(|_| depth < 24) else { return };
        let divisor =
            if divisor > 0 { divisor } else { 10u64.pow(base.checked_ilog10().unwrap_or(0)) };
        let (count, rest) = (value / divisor, value % divisor);
        let mut skipped = false;
        for c in text.chars() {
            match c {
                '[' => skipped = rest == 0,
                ']' => skipped = false,
                _ if skipped => {}
                '<' => self.write(count, out, depth + 1),
                '>' => self.write(rest, out, depth + 1),
                _ => out.push(c),
            }
        }
    }
}

fn english_ordinal(word: &str) -> String {
    match word {
        "one" => "first".into(),
        "two" => "second".into(),
        "three" => "third".into(),
        "five" => "fifth".into(),
        "eight" => "eighth".into(),
        "nine" => "ninth".into(),
        "twelve" => "twelfth".into(),
        _ => match word.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{word}th"),
        },
    }
}

macro_rules! rules {
    ($($base:literal $(/ $divisor:literal)? $text:literal),* $(,)?) => {
        &[$(($base, 0 $(+ $divisor)?, $text)),*]
    };
}

static LANGUAGES: &[Speech] = &[
    Speech {
        tag: "en",
        hundred: " hundred",
        point: "point",
        decimal_comma: false,
        rules: rules![
            0 "zero", 1 "one", 2 "two", 3 "three", 4 "four", 5 "five", 6 "six", 7 "seven", 8 "eight", 9 "nine",
            10 "ten", 11 "eleven", 12 "twelve", 13 "thirteen", 14 "fourteen", 15 "fifteen", 16 "sixteen",
            17 "seventeen", 18 "eighteen", 19 "nineteen", 20 "twenty[ >]", 30 "thirty[ >]", 40 "forty[ >]",
            50 "fifty[ >]", 60 "sixty[ >]", 70 "seventy[ >]", 80 "eighty[ >]", 90 "ninety[ >]",
            100 "< hundred[ >]", 1000 "< thousand[ >]", 1_000_000 "< million[ >]",
            1_000_000_000 "< billion[ >]", 1_000_000_000_000 "< trillion[ >]",
        ],
    },
    Speech {
        tag: "de",
        hundred: "hundert",
        point: "komma",
        decimal_comma: true,
        rules: rules![
            0 "null", 1 "ein", 2 "zwei", 3 "drei", 4 "vier", 5 "fünf", 6 "sechs", 7 "sieben", 8 "acht", 9 "neun",
            10 "zehn", 11 "elf", 12 "zwölf", 13 "dreizehn", 14 "vierzehn", 15 "fünfzehn", 16 "sechzehn",
            17 "siebzehn", 18 "achtzehn", 19 "neunzehn", 20 "[>und]zwanzig", 30 "[>und]dreißig",
            40 "[>und]vierzig", 50 "[>und]fünfzig", 60 "[>und]sechzig", 70 "[>und]siebzig", 80 "[>und]achtzig",
            90 "[>und]neunzig", 100 "<hundert[>]", 1000 "<tausend[>]", 1_000_000 "< millionen[ >]",
            1_000_000_000 "< milliarden[ >]", 1_000_000_000_000 "< billionen[ >]",
        ],
    },
    Speech {
        tag: "fr",
        hundred: " cent",
        point: "virgule",
        decimal_comma: true,
        rules: rules![
            0 "zéro", 1 "un", 2 "deux", 3 "trois", 4 "quatre", 5 "cinq", 6 "six", 7 "sept", 8 "huit", 9 "neuf",
            10 "dix", 11 "onze", 12 "douze", 13 "treize", 14 "quatorze", 15 "quinze", 16 "seize", 17 "dix >",
            20 "vingt[ >]", 21 "vingt et un", 22 "vingt >", 30 "trente[ >]", 31 "trente et un", 32 "trente >",
            40 "quarante[ >]", 41 "quarante et un", 42 "quarante >", 50 "cinquante[ >]", 51 "cinquante et un",
            52 "cinquante >", 60/20 "soixante[ >]", 61 "soixante et un", 62/20 "soixante >",
            71 "soixante et onze", 72/20 "soixante >", 80/20 "quatre vingt[ >]", 100 "cent[ >]",
            200 "< cent[ >]", 1000 "mille[ >]", 2000 "< mille[ >]", 1_000_000 "< millions[ >]",
            1_000_000_000 "< milliards[ >]", 1_000_000_000_000 "< billions[ >]",
        ],
    },
    Speech {
        tag: "es",
        hundred: "",
        point: "coma",
        decimal_comma: true,
        rules: rules![
            0 "cero", 1 "uno", 2 "dos", 3 "tres", 4 "cuatro", 5 "cinco", 6 "seis", 7 "siete", 8 "ocho", 9 "nueve",
            10 "diez", 11 "once", 12 "doce", 13 "trece", 14 "catorce", 15 "quince", 16 "dieci>", 20 "veinte",
            21 "veinti>", 30 "treinta[ y >]", 40 "cuarenta[ y >]", 50 "cincuenta[ y >]", 60 "sesenta[ y >]",
            70 "setenta[ y >]", 80 "ochenta[ y >]", 90 "noventa[ y >]", 100 "cien", 101 "ciento >",
            200 "doscientos[ >]", 300 "trescientos[ >]", 400 "cuatrocientos[ >]", 500 "quinientos[ >]",
            600 "seiscientos[ >]", 700 "setecientos[ >]", 800 "ochocientos[ >]", 900 "novecientos[ >]",
            1000 "mil[ >]", 2000 "< mil[ >]", 1_000_000 "< millones[ >]", 1_000_000_000 "< mil millones[ >]",
        ],
    },
    Speech {
        tag: "it",
        hundred: "",
        point: "virgola",
        decimal_comma: true,
        rules: rules![
            0 "zero", 1 "uno", 2 "due", 3 "tre", 4 "quattro", 5 "cinque", 6 "sei", 7 "sette", 8 "otto", 9 "nove",
            10 "dieci", 11 "undici", 12 "dodici", 13 "tredici", 14 "quattordici", 15 "quindici", 16 "sedici",
            17 "diciassette", 18 "diciotto", 19 "diciannove", 20 "venti[>]", 30 "trenta[>]", 40 "quaranta[>]",
            50 "cinquanta[>]", 60 "sessanta[>]", 70 "settanta[>]", 80 "ottanta[>]", 90 "novanta[>]",
            100 "cento[>]", 200 "<cento[>]", 1000 "mille[>]", 2000 "<mila[>]", 1_000_000 "< milioni[ >]",
            1_000_000_000 "< miliardi[ >]",
        ],
    },
    Speech {
        tag: "pt",
        hundred: "",
        point: "vírgula",
        decimal_comma: true,
        rules: rules![
            0 "zero", 1 "um", 2 "dois", 3 "três", 4 "quatro", 5 "cinco", 6 "seis", 7 "sete", 8 "oito", 9 "nove",
            10 "dez", 11 "onze", 12 "doze", 13 "treze", 14 "quatorze", 15 "quinze", 16 "dezesseis",
            17 "dezessete", 18 "dezoito", 19 "dezenove", 20 "vinte[ e >]", 30 "trinta[ e >]", 40 "quarenta[ e >]",
            50 "cinquenta[ e >]", 60 "sessenta[ e >]", 70 "setenta[ e >]", 80 "oitenta[ e >]",
            90 "noventa[ e >]", 100 "cem", 101 "cento e >", 200 "duzentos[ e >]", 300 "trezentos[ e >]",
            400 "quatrocentos[ e >]", 500 "quinhentos[ e >]", 600 "seiscentos[ e >]", 700 "setecentos[ e >]",
            800 "oitocentos[ e >]", 900 "novecentos[ e >]", 1000 "mil[ >]", 2000 "< mil[ >]",
            1_000_000 "< milhões[ >]", 1_000_000_000 "< bilhões[ >]",
        ],
    },
    Speech {
        tag: "nl",
        hundred: "honderd",
        point: "komma",
        decimal_comma: true,
        rules: rules![
            0 "nul", 1 "een", 2 "twee", 3 "drie", 4 "vier", 5 "vijf", 6 "zes", 7 "zeven", 8 "acht", 9 "negen",
            10 "tien", 11 "elf", 12 "twaalf", 13 "dertien", 14 "veertien", 15 "vijftien", 16 "zestien",
            17 "zeventien", 18 "achttien", 19 "negentien", 20 "[>en]twintig", 30 "[>en]dertig",
            40 "[>en]veertig", 50 "[>en]vijftig", 60 "[>en]zestig", 70 "[>en]zeventig", 80 "[>en]tachtig",
            90 "[>en]negentig", 100 "honderd[>]", 200 "<honderd[>]", 1000 "duizend[ >]", 2000 "<duizend[ >]",
            1_000_000 "< miljoen[ >]", 1_000_000_000 "< miljard[ >]",
        ],
    },
    Speech {
        tag: "sv",
        hundred: "hundra",
        point: "komma",
        decimal_comma: true,
        rules: rules![
            0 "noll", 1 "ett", 2 "två", 3 "tre", 4 "fyra", 5 "fem", 6 "sex", 7 "sju", 8 "åtta", 9 "nio", 10 "tio",
            11 "elva", 12 "tolv", 13 "tretton", 14 "fjorton", 15 "femton", 16 "sexton", 17 "sjutton",
            18 "arton", 19 "nitton", 20 "tjugo[>]", 30 "trettio[>]", 40 "fyrtio[>]", 50 "femtio[>]",
            60 "sextio[>]", 70 "sjuttio[>]", 80 "åttio[>]", 90 "nittio[>]", 100 "<hundra[>]",
            1000 "<tusen[ >]", 1_000_000 "< miljoner[ >]", 1_000_000_000 "< miljarder[ >]",
        ],
    },
    Speech {
        tag: "tr",
        hundred: "",
        point: "virgül",
        decimal_comma: true,
        rules: rules![
            0 "sıfır", 1 "bir", 2 "iki", 3 "üç", 4 "dört", 5 "beş", 6 "altı", 7 "yedi", 8 "sekiz", 9 "dokuz",
            10 "on[ >]", 20 "yirmi[ >]", 30 "otuz[ >]", 40 "kırk[ >]", 50 "elli[ >]", 60 "altmış[ >]",
            70 "yetmiş[ >]", 80 "seksen[ >]", 90 "doksan[ >]", 100 "yüz[ >]", 200 "< yüz[ >]", 1000 "bin[ >]",
            2000 "< bin[ >]", 1_000_000 "< milyon[ >]", 1_000_000_000 "< milyar[ >]",
        ],
    },
    Speech {
        tag: "ru",
        hundred: "",
        point: "целых",
        decimal_comma: true,
        rules: rules![
            0 "ноль", 1 "один", 2 "два", 3 "три", 4 "четыре", 5 "пять", 6 "шесть", 7 "семь", 8 "восемь",
            9 "девять", 10 "десять", 11 "одиннадцать", 12 "двенадцать", 13 "тринадцать", 14 "четырнадцать",
            15 "пятнадцать", 16 "шестнадцать", 17 "семнадцать", 18 "восемнадцать", 19 "девятнадцать",
            20 "двадцать[ >]", 30 "тридцать[ >]", 40 "сорок[ >]", 50 "пятьдесят[ >]", 60 "шестьдесят[ >]",
            70 "семьдесят[ >]", 80 "восемьдесят[ >]", 90 "девяносто[ >]", 100 "сто[ >]", 200 "двести[ >]",
            300 "триста[ >]", 400 "четыреста[ >]", 500 "пятьсот[ >]", 600 "шестьсот[ >]", 700 "семьсот[ >]",
            800 "восемьсот[ >]", 900 "девятьсот[ >]", 1000 "тысяча[ >]", 2000 "< тысяч[ >]",
            1_000_000 "< миллионов[ >]", 1_000_000_000 "< миллиардов[ >]",
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tag: &str, value: u64) -> String {
        let mut words = Vec::new();
        Language::of(tag).cardinal(value, |word| words.push(word.to_owned()));
        words.join(" ")
    }

    #[test]
    fn each_language_says_numbers_its_way() {
        assert_eq!(words("en", 1_000_342), "one million three hundred forty two");
        assert_eq!(
            words("de-AT", 5_342),
            "funftausenddreihundertzweiundvierzig".replace("funf", "fünf")
        );
        assert_eq!(words("fr", 77), "soixante dix sept");
        assert_eq!(words("fr", 80), "quatre vingt");
        assert_eq!(words("fr", 1_999), "mille neuf cent quatre vingt dix neuf");
        assert_eq!(words("es", 1_522), "mil quinientos veintidos");
        assert_eq!(words("it", 345), "trecentoquarantacinque");
        assert_eq!(words("pt", 142), "cento e quarenta e dois");
        assert_eq!(words("nl", 274), "tweehonderdvierenzeventig");
        assert_eq!(words("tr", 1_125), "bin yüz yirmi beş");
    }

    #[test]
    fn the_rules_are_in_order_and_every_number_has_words() {
        for speech in LANGUAGES {
            assert!(speech.rules.is_sorted_by(|a, b| a.0 < b.0), "{}", speech.tag);
            for value in (0..2_500).chain([10_000, 123_456, 7_000_000, u64::MAX]) {
                assert!(!words(speech.tag, value).is_empty(), "{} {value}", speech.tag);
            }
        }
    }
}
