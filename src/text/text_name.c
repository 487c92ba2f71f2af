/* text_name.c: the names of tags and relations, as Universal Dependencies and the Penn Treebank write them. */
#include "text/text_model.h"

static const char *const upos_names[UPOS_COUNT] = {
    [UPOS_X] = "X", [UPOS_ADJ] = "ADJ", [UPOS_ADP] = "ADP", [UPOS_ADV] = "ADV", [UPOS_AUX] = "AUX", [UPOS_CCONJ] = "CCONJ", [UPOS_DET] = "DET",
    [UPOS_INTJ] = "INTJ", [UPOS_NOUN] = "NOUN", [UPOS_NUM] = "NUM", [UPOS_PART] = "PART", [UPOS_PRON] = "PRON", [UPOS_PROPN] = "PROPN",
    [UPOS_PUNCT] = "PUNCT", [UPOS_SCONJ] = "SCONJ", [UPOS_SYM] = "SYM", [UPOS_VERB] = "VERB"};

/* The number of a Penn tag is its place here; 0 is "no such tag". New ones only at the end: models hold the numbers. */
static const char *const xpos_names[] = {
    "_", "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH", "IN", "JJ", "JJR", "JJS", "LS", "MD",
    "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP",
    "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "``"};

static const char *const deprel_names[DEPREL_COUNT] = {
    [DEPREL_DEP] = "dep", [DEPREL_ROOT] = "root", [DEPREL_NSUBJ] = "nsubj", [DEPREL_NSUBJ_PASS] = "nsubj:pass", [DEPREL_CSUBJ] = "csubj",
    [DEPREL_CSUBJ_PASS] = "csubj:pass", [DEPREL_OBJ] = "obj", [DEPREL_IOBJ] = "iobj", [DEPREL_CCOMP] = "ccomp", [DEPREL_XCOMP] = "xcomp",
    [DEPREL_OBL] = "obl", [DEPREL_OBL_AGENT] = "obl:agent", [DEPREL_OBL_TMOD] = "obl:tmod", [DEPREL_OBL_NPMOD] = "obl:npmod",
    [DEPREL_VOCATIVE] = "vocative", [DEPREL_EXPL] = "expl", [DEPREL_DISLOCATED] = "dislocated", [DEPREL_ADVCL] = "advcl",
    [DEPREL_ADVCL_RELCL] = "advcl:relcl", [DEPREL_ADVMOD] = "advmod", [DEPREL_DISCOURSE] = "discourse", [DEPREL_AUX] = "aux",
    [DEPREL_AUX_PASS] = "aux:pass", [DEPREL_COP] = "cop", [DEPREL_MARK] = "mark", [DEPREL_NMOD] = "nmod", [DEPREL_NMOD_POSS] = "nmod:poss",
    [DEPREL_NMOD_TMOD] = "nmod:tmod", [DEPREL_NMOD_NPMOD] = "nmod:npmod", [DEPREL_APPOS] = "appos", [DEPREL_NUMMOD] = "nummod",
    [DEPREL_ACL] = "acl", [DEPREL_ACL_RELCL] = "acl:relcl", [DEPREL_AMOD] = "amod", [DEPREL_DET] = "det", [DEPREL_DET_PREDET] = "det:predet",
    [DEPREL_CASE] = "case", [DEPREL_CONJ] = "conj", [DEPREL_CC] = "cc", [DEPREL_CC_PRECONJ] = "cc:preconj", [DEPREL_FIXED] = "fixed",
    [DEPREL_FLAT] = "flat", [DEPREL_COMPOUND] = "compound", [DEPREL_COMPOUND_PRT] = "compound:prt", [DEPREL_LIST] = "list",
    [DEPREL_PARATAXIS] = "parataxis", [DEPREL_ORPHAN] = "orphan", [DEPREL_GOESWITH] = "goeswith", [DEPREL_REPARANDUM] = "reparandum",
    [DEPREL_PUNCT] = "punct", [DEPREL_NSUBJ_OUTER] = "nsubj:outer", [DEPREL_CSUBJ_OUTER] = "csubj:outer",
    [DEPREL_OBL_UNMARKED] = "obl:unmarked", [DEPREL_NMOD_UNMARKED] = "nmod:unmarked", [DEPREL_NMOD_DESC] = "nmod:desc"};

const char *text_upos_name(uint8_t upos) { return upos < UPOS_COUNT ? upos_names[upos] : "X"; }

const char *text_xpos_name(uint8_t xpos) { return xpos < sizeof xpos_names / sizeof xpos_names[0] ? xpos_names[xpos] : "_"; }

uint8_t text_xpos_find(str name)
{
    for (uint8_t i = 1; i < sizeof xpos_names / sizeof xpos_names[0]; i++)
        if (str_eq(name, str_from(xpos_names[i])))
            return i;
    return 0;
}

const char *text_deprel_name(uint8_t deprel) { return deprel < DEPREL_COUNT ? deprel_names[deprel] : "dep"; }
