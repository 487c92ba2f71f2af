/* text.h: paragraphs to sentences, words, tags, lemmas and dependency trees (Universal Dependencies 2), and questions to a tree.
 *
 * Offsets are bytes within the sentence's text; a sentence's text is a slice of its paragraph. Words are numbered from 0; the head
 * of the root is -1. Tags and relations are small numbers with names (text_upos_name …).
 */
#ifndef ENTENTE_TEXT_H
#define ENTENTE_TEXT_H

#include "page/page.h"

enum upos {UPOS_X, UPOS_ADJ, UPOS_ADP, UPOS_ADV, UPOS_AUX, UPOS_CCONJ, UPOS_DET, UPOS_INTJ, UPOS_NOUN, UPOS_NUM, UPOS_PART,
           UPOS_PRON, UPOS_PROPN, UPOS_PUNCT, UPOS_SCONJ, UPOS_SYM, UPOS_VERB, UPOS_COUNT};

enum deprel {DEPREL_DEP, DEPREL_ROOT, DEPREL_NSUBJ, DEPREL_NSUBJ_PASS, DEPREL_CSUBJ, DEPREL_CSUBJ_PASS, DEPREL_OBJ, DEPREL_IOBJ,
             DEPREL_CCOMP, DEPREL_XCOMP, DEPREL_OBL, DEPREL_OBL_AGENT, DEPREL_OBL_TMOD, DEPREL_OBL_NPMOD, DEPREL_VOCATIVE, DEPREL_EXPL,
             DEPREL_DISLOCATED, DEPREL_ADVCL, DEPREL_ADVCL_RELCL, DEPREL_ADVMOD, DEPREL_DISCOURSE, DEPREL_AUX, DEPREL_AUX_PASS, DEPREL_COP, DEPREL_MARK,
             DEPREL_NMOD, DEPREL_NMOD_POSS, DEPREL_NMOD_TMOD, DEPREL_NMOD_NPMOD, DEPREL_APPOS, DEPREL_NUMMOD, DEPREL_ACL, DEPREL_ACL_RELCL,
             DEPREL_AMOD, DEPREL_DET, DEPREL_DET_PREDET, DEPREL_CASE, DEPREL_CONJ, DEPREL_CC, DEPREL_CC_PRECONJ, DEPREL_FIXED, DEPREL_FLAT,
             DEPREL_COMPOUND, DEPREL_COMPOUND_PRT, DEPREL_LIST, DEPREL_PARATAXIS, DEPREL_ORPHAN, DEPREL_GOESWITH, DEPREL_REPARANDUM,
             DEPREL_PUNCT,
             /* as the English treebanks have them since 2.14: bare noun phrases ("this week") and titles before names ("President Bush") */
             DEPREL_NSUBJ_OUTER, DEPREL_CSUBJ_OUTER, DEPREL_OBL_UNMARKED, DEPREL_NMOD_UNMARKED, DEPREL_NMOD_DESC, DEPREL_COUNT};

struct word {
    str form, lemma;                /* lemma in lower case but for names */
    uint32_t start, end;            /* bytes in the sentence's text; the words of a multiword token part its bytes ("do|n't") */
    uint8_t upos;                   /* enum upos */
    uint8_t xpos;                   /* Penn tag, text_xpos_name */
    uint8_t deprel;                 /* enum deprel */
    bool space_after;
    uint8_t token_words;            /* 1: a token alone; n > 1: first word of a token of n words; 0: inside one */
    int32_t head;                   /* index of the head; -1 for the root */
};
struct sentence {
    uint32_t number;                /* within the article, from 0 */
    uint32_t paragraph;             /* index of its paragraph; the title, where it is parsed, is TEXT_TITLE */
    uint32_t start;                 /* byte in the paragraph's text */
    str text;
    struct word *words;
    uint32_t count;
    bool tree;                      /* heads and relations are there */
};
struct sentence_list {struct sentence *at; size_t len, room;};
#define TEXT_TITLE UINT32_MAX
#define TEXT_WORDS_MAX 400          /* a longer sentence is cut there; the rest is a sentence of its own */

/* How much work is spent on tags and trees. TEXT_FAST: perceptrons, some 100,000 words a second. TEXT_ACCURATE: the encoder (src/encoder), some
 * thousand words a second, with a quarter to a third of the errors. Sentences and words are the same in both. */
enum text_setting {TEXT_FAST, TEXT_ACCURATE};

struct text;                        /* the language's data and models, mapped, shared by all threads */
/* Needs data/text.pack and model/en.text. model/en.encoder may be missing; where it is there it must be good. */
bool text_open(struct text **text, struct err *err);
void text_close(struct text *text);
/* False for TEXT_ACCURATE where model/en.encoder was missing; it then does what TEXT_FAST does. */
bool text_has_setting(const struct text *text, enum text_setting setting);

/* Adds the paragraph's sentences with words, tags and lemmas by the fast setting (no trees yet). */
void text_split(const struct text *text, struct arena *arena, str paragraph, uint32_t paragraph_number, struct sentence_list *list);
/* Adds heads and relations by the fast setting. */
void text_tree(const struct text *text, struct arena *arena, struct sentence *sentence);
/* Trees, by TEXT_ACCURATE also new tags and lemmas, of the sentences for which wanted is true (NULL: all), as text_split gave them. Give all
 * sentences of a document in one call: the encoder reads them in batches and takes up to ENCODER_SCRATCH bytes of the arena a call.
 * A sentence that has a tree already is read again. Leaves by the arena's door for lack of memory. */
void text_annotate(const struct text *text, struct arena *arena, struct sentence *sentences, size_t count, const bool *wanted,
                   enum text_setting setting);
/* Whole CoNLL-U input to sentences: words and multiword tokens as given (all other columns ignored), tags, lemmas, trees predicted;
 * text_conllu_write writes the sentences back with the comments. err with file:line for bad input. */
bool text_conllu(const struct text *text, struct arena *arena, const char *file, str conllu, struct buf *out, struct err *err);
bool text_conllu_by(const struct text *text, struct arena *arena, const char *file, str conllu, enum text_setting setting, struct buf *out,
                    struct err *err);                /* text_conllu is the fast one */
void text_conllu_write(const struct sentence *sentence, struct buf *out);

const char *text_upos_name(uint8_t upos);
const char *text_xpos_name(uint8_t xpos);
uint8_t text_xpos_find(str name);   /* by name: "NNP", "VBD" …; 0 where unknown */
const char *text_deprel_name(uint8_t deprel);

/* ---- Questions to a tree. -1 stands for "no such word". ---- */

/* The next child of word with the relation (its base relation with any subtype when whole is false) after index `after` (-1: first). */
int text_child(const struct sentence *sentence, int word, enum deprel deprel, int after);
/* First and last word of word's subtree, without outer punctuation. */
void text_span(const struct sentence *sentence, int word, int *first, int *last);
str text_span_text(const struct sentence *sentence, int first, int last);
/* The noun phrase proper: the subtree without relative clauses, appositions, participles, coordinated members and parentheses. */
void text_phrase(const struct sentence *sentence, int word, int *first, int *last);
/* word itself and what is coordinated with it, in order; at most room, gives the number. */
size_t text_coordinated(const struct sentence *sentence, int word, int *out, size_t room);
/* The preposition (first word of the case phrase, "" none) that word stands under, lower case: "with", "because of". */
str text_preposition(const struct sentence *sentence, int word);
/* The next oblique (obl, or nmod of a noun) of word under that preposition, after index `after`. */
int text_oblique(const struct sentence *sentence, int word, str preposition, int after);

enum clause_modality {CLAUSE_PLAIN, CLAUSE_FUTURE, CLAUSE_CONDITIONAL, CLAUSE_POSSIBLE, CLAUSE_OBLIGED};
struct clause {
    int predicate;                  /* the verb, or the noun or adjective with a copula, or a nominal predicate */
    int subject;                    /* who does it, through passives (the by-phrase), control, coordination, relative clauses, participles */
    int object;                     /* whom it is done to: the object, or the subject of a passive */
    int recipient;                  /* indirect object */
    int particle;                   /* "off" of "call off" */
    bool passive, negated, infinitive, question;
    enum clause_modality modality;  /* will; would, if; may, could; must, should */
    int governor;                   /* the predicate that this one is a complement of (xcomp, ccomp), or -1 */
    bool conditional_clause;        /* stands under if, unless, in case */
};
/* The clause of a predicate: fills out. For a noun: its possessor or by-phrase as subject, of-phrase as object ("Minsk's accusation
 * against Warsaw", "the visit of X to Y"). False where word is no predicate. */
bool text_clause(const struct sentence *sentence, int word, struct clause *out);
/* Who does it and who undergoes it, by the meaning of the verb where grammar alone does not tell: in "prices fell" and "a soldier died" the subject
 * undergoes (data/text/en-undergo.tsv). A clause that is said, thought or tried stands as its predicate. -1 where there is none. False where word is
 * no verb with a tree. */
struct roles {int doer, undergoer;};
bool text_roles(const struct text *text, const struct sentence *sentence, int word, struct roles *out);
/* True where word lies within quotation marks that open in this sentence; *first, *last (may be NULL) are the words inside. */
bool text_quoted(const struct sentence *sentence, int word, int *first, int *last);

#endif
