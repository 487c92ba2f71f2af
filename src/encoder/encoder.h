/* encoder.h: words of many sentences to a vector each, tags and trees, by a small transformer in whole numbers.
 *
 * The model (model/en.encoder, made by gen/encoder_train.py and gen/encoder_pack.py) reads word pieces: 6 layers of 384 (Wang et al.
 * 2020, "MiniLM"; Devlin et al. 2019, "BERT"), with heads for joint tags, arcs and labels (Dozat and Manning 2017). Its matrices
 * are int8, the sums 32-bit integers, everything else plain float arithmetic in a fixed order: each machine and each kernel gives
 * the same bytes. ENTENTE_KERNEL=plain|avx2|vnni chooses the kernel (for tests); by default the best that the machine can run.
 *
 * An encoder is read-only when open and may be used by all threads at once.
 */
#ifndef ENTENTE_ENCODER_H
#define ENTENTE_ENCODER_H

#include "base/arena.h"

#define ENCODER_WORD_BYTES 1024     /* of a longer word the rest is not read */
#define ENCODER_WORD_PIECES 16      /* of a word with more pieces the first 15 and the last are read */
#define ENCODER_WINDOW 256          /* pieces that see each other; a longer sentence is read in windows that overlap */
#define ENCODER_TREE_WORDS 400      /* a longer sentence gets a tree for each such part; the later roots hang on the first */

struct encoder;

/* Maps and checks the model file. Fails with the file's name and the reason: missing, cut, damaged, of another format, or
 * ENTENTE_KERNEL names what this machine cannot run. */
bool encoder_open(struct encoder **encoder, const char *path, struct err *err);
void encoder_close(struct encoder *encoder);              /* NULL is allowed */
const char *encoder_kernel_name(const struct encoder *encoder);
/* Names of the model's joint tags ("NOUN|NN": UPOS, bar, XPOS) and labels ("nsubj:pass"); both live as long as the encoder. */
uint32_t encoder_tag_count(const struct encoder *encoder);
uint32_t encoder_label_count(const struct encoder *encoder);
str encoder_tag_name(const struct encoder *encoder, uint32_t tag);          /* tag < encoder_tag_count */
str encoder_label_name(const struct encoder *encoder, uint32_t label);      /* label < encoder_label_count */

/* Adds the text's word pieces as numbers of the published vocabulary, as the published tokenizer gives them, without [CLS] and [SEP]. Any
 * bytes are allowed; what is no UTF-8 is left out. Linear. */
struct encoder_piece_list {uint16_t *at; size_t len, room;};
void encoder_pieces(const struct encoder *encoder, struct arena *arena, str text, struct encoder_piece_list *list);

struct encoder_word {
    str form;                       /* given */
    uint16_t tag;                   /* the rest is filled: number of the joint tag */
    uint16_t label;                 /* of the arc from the head */
    int32_t head;                   /* index in the sentence; -1 for the root */
    float margin;                   /* score of the arc over the best other head of the word: low where the model is in doubt */
};
struct encoder_sentence {
    struct encoder_word *words;     /* given, filled */
    uint32_t count;                 /* given; 0 is allowed */
    bool cut;                       /* filled: longer than ENCODER_TREE_WORDS, the tree is put together from parts */
    float *vectors;                 /* filled where asked for: encoder_width numbers a word, in the arena; else NULL */
};
uint32_t encoder_width(const struct encoder *encoder);    /* numbers of a word's vector: its first and its last piece */

/* Reads all sentences in one go: tags, one tree each (one root, no cycle) and, where vectors is true, vectors. Give many sentences at
 * once: a batch holds whole sentences without padding. Time is linear in the words; besides the vectors it takes at most ENCODER_SCRATCH
 * bytes of the arena, less for little text. Never fails but for lack of memory, which leaves through the arena's door. */
#define ENCODER_SCRATCH ((size_t)12 << 20)
void encoder_run(const struct encoder *encoder, struct arena *arena, struct encoder_sentence *sentences, size_t count, bool vectors);

#endif
