//! Words that decide whether something before a colon or in brackets is a speaker.
//!
//! All in lower case, the languages en, fr, de, es with pt and it, nl in this order. The lists are closed classes and small on
//! purpose: in other cases the rest of the file decides ([`super::detect`]). Sounds have separate lists
//! ([`super::sounds`]).

/// The longest name or label in bytes.
pub(super) const MAX_NAME: usize = 60;

/// Words that precede a colon and name no one: `Note: ...`, `Step 2: ...`.
const HEADINGS: &str = "\
    act also answer answers appendix attention axiom because besides but caution chapter
    claim conclusion corollary date day definition disclaimer email episode equation example
    exercise fact figure finally first firstly goal here hint hour idea important in
    introduction item lemma lesson level listen look meaning message method minute module
    month next note notes now number objective option or page part phase phone point
    previously problem proof ps quote reason recap remember reminder result rule scene see
    read second secondly section short slide so solution step subject summary table task
    text that theorem then there therefore third this time tip title today tomorrow topic
    translation unit update verse version volume warning website week what who why year
    yesterday remark spoiler location place address
    chapitre conseil définition donc exemple étape objectif partie problème puis rappel
    remarque réponse résultat résumé scène sujet titre traduction avertissement voici leçon
    achtung antwort aufgabe beispiel beweis datum ergebnis erstens fazit folge frage grund
    hinweis kapitel lektion lösung merke nachricht regel satz schritt seite tag teil thema
    tipp titel warnung wichtig woche ziel zusammenfassung zweitens übersetzung anmerkung
    kurz
    advertencia aviso atención atenção attenzione capitolo capítulo conclusión conclusão
    conclusione consejo consiglio dica definición definição definizione ejemplo esempio
    exemplo ejercicio episodio episódio esercizio lección lezione lição nota obiettivo
    objetivo parte paso passo pergunta pregunta domanda primero primeiro primo problema
    regla regra regola respuesta resposta risposta resultado risultato resumen resumo
    riassunto soluzione solución solução tema título titolo tradução traducción traduzione
    importante entonces
    aandacht antwoord conclusie deel doel dus hoofdstuk let les noot opgave opmerking
    oplossing stap samenvatting vertaling voorbeeld vraag waarschuwing belangrijk onderwerp";

/// Words that name someone without a name: `Narrator: ...`, `[man 2] ...`.
const ROLES: &str = "\
    all announcer anchor audience boy caller captain child children clerk commentator
    computer crowd dispatcher doctor female girl guest guide host instructor interpreter
    interviewee interviewer judge lecturer male man men moderator narrator nurse officer
    operator participant pilot presenter president professor radio reporter respondent
    speaker student students teacher translator voice voiceover woman women witness
    animateur animatrice enfant femme fille garçon homme journaliste locuteur narrateur
    narratrice présentateur présentatrice professeur voix intervenant étudiant étudiante
    erzähler erzählerin frau junge kind lehrer lehrerin mann mädchen moderatorin reporterin
    sprecher sprecherin stimme studentin
    bambino bambina donna entrevistador entrevistadora estudiante homem hombre
    intervistatore intervistatrice locutor locutora menina menino moderador moderadora
    moderatore mujer mulher narrador narradora narratore niña niño presentador presentadora
    profesor profesora professora professore professoressa ragazza ragazzo relatore uomo
    voce voz repórter hablante falante
    jongen leraar lerares meisje presentatrice spreker stem verteller vrouw interviewster";

/// Titles before a name: `Dr. Reyes: ...`.
const TITLES: &str = "\
    capt captain det doctor don doña dott dott.ssa doutor dr dra fr frau fräulein gen herr
    lt madame mevr mevrouw miss mlle mme monsieur mr mrs ms mx prof professor rev sen señor
    señora sgt signor signora sir sr sra meneer m";

/// A word as the lists know it.
pub(crate) fn fold(word: &str) -> String {
    word.trim_matches(|c: char| ",.'’\"()".contains(c)).to_lowercase()
}

/// Whether a word is in a list.
pub(super) fn is_in(list: &str, word: &str) -> bool {
    let (list, word) = (list.as_bytes(), word.as_bytes());
    let is_blank = |at: Option<&u8>| at.is_none_or(u8::is_ascii_whitespace);
    // Words contain no white space.
    !word.is_empty()
        && memchr::memmem::find_iter(list, word)
            .any(|at| is_blank(list[..at].last()) && is_blank(list.get(at + word.len())))
}

/// Whether a name's first word (folded) heads a remark rather than names someone.
pub(crate) fn is_heading(word: &str) -> bool {
    is_in(HEADINGS, word)
}

/// Whether a word (folded) names a role.
pub(crate) fn is_role(word: &str) -> bool {
    is_in(ROLES, word)
}

/// Whether a word (folded) is a title before a name.
pub(crate) fn is_title(word: &str) -> bool {
    is_in(TITLES, word.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_of_a_list_are_in_it() {
        for list in [HEADINGS, ROLES, TITLES] {
            for word in list.split_ascii_whitespace() {
                assert!(is_in(list, word), "{word}");
                let cut = &word[..word.char_indices().last().map_or(0, |(at, _)| at)];
                assert_eq!(is_in(list, cut), list.split_ascii_whitespace().any(|w| w == cut));
            }
        }
    }
}
