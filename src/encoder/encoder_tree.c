/* encoder_tree.c: the best tree of a matrix of arc scores, with one child of the root.
 *
 * Mostly the best head of each word already makes such a tree; then it is the answer. Else Chu and Liu (1965) and Edmonds (1967):
 * a cycle is contracted into one of its words, which takes over the arcs that leave the cycle and, less what they replace, those
 * that enter it; in place, on a matrix of whole numbers, so O(n²) for all contractions together. One child of the root: arcs from
 * the root cost more than any tree can be worth, so the best tree has as few as it can. Of equal scores the first head wins.
 */
#include "encoder/encoder_inner.h"

#include <string.h>

#define UNIT 4096.0f                /* of a score of 1 */
#define SCORE_MOST 100000.0f
#define ROOT_COST ((int64_t)1 << 42)
#define NEVER INT64_MIN

struct forest {
    uint32_t n;
    int64_t *weight;                /* dependent x head */
    uint16_t *dep, *head;           /* the real arc behind each of the matrix */
    uint16_t *best;                 /* of each node: its best head */
    uint16_t *level;                /* of each node: in which contraction it went, from 1; 0: alive */
    uint16_t *into;                 /* … and into which node */
    uint16_t *mark;
    uint16_t *cycles, *cycle_heads, *cycle_start;    /* of each contraction: its nodes, the first stays alive; heads at that time */
    uint32_t contractions;
};

static bool greedy(const float *scores, size_t stride, uint32_t count, uint16_t *heads, uint8_t *mark)
{
    uint32_t roots = 0;
    for (uint32_t i = 1; i < count; i++) {
        const float *row = scores + i * stride;
        uint32_t best = 0;
        for (uint32_t j = 1; j < count; j++)
            if (j != i && row[j] > row[best])
                best = j;
        heads[i] = (uint16_t)best;
        roots += best == 0;
    }
    memset(mark, 0, count);
    mark[0] = 1;
    for (uint32_t i = 1; i < count && roots == 1; i++) {    /* 1: leads to the root; 2: on the way from i */
        uint32_t at = i;
        for (; mark[at] == 0; at = heads[at])
            mark[at] = 2;
        if (mark[at] == 2)
            return false;
        for (at = i; mark[at] == 2; at = heads[at])
            mark[at] = 1;
    }
    return roots == 1;
}

size_t encoder_tree_scratch(size_t count)
{
    return count * count * (sizeof(int64_t) + 2 * sizeof(uint16_t)) + (count + 1) * 9 * sizeof(uint16_t);
}

static void forest_make(struct forest *f, const float *scores, size_t stride, uint32_t n, void *scratch)
{
    *f = (struct forest){.n = n, .weight = scratch};
    uint16_t *at = (uint16_t *)(f->weight + (size_t)n * n);
    f->dep = at;
    f->head = f->dep + (size_t)n * n;
    f->best = f->head + (size_t)n * n;
    f->level = f->best + n;
    f->into = f->level + n;
    f->mark = f->into + n;
    f->cycle_start = f->mark + n;
    f->cycles = f->cycle_start + n + 1;
    f->cycle_heads = f->cycles + 2 * n;
    memset(f->best, 0, (size_t)((char *)(f->cycle_heads + 2 * n) - (char *)f->best));
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < n; j++) {
            float score = scores[i * stride + j];
            score = !(score > -SCORE_MOST) ? -SCORE_MOST : score > SCORE_MOST ? SCORE_MOST : score;
            f->weight[i * n + j] = i == j || i == 0 ? NEVER : (int64_t)(score * UNIT) - (j == 0 ? ROOT_COST : 0);
            f->dep[i * n + j] = (uint16_t)i;
            f->head[i * n + j] = (uint16_t)j;
        }
}

static void find_best(struct forest *f, uint32_t node)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t j = 0; j < f->n; j++)
        if (f->level[j] == 0 && j != node && (best == UINT32_MAX || f->weight[node * f->n + j] > f->weight[node * f->n + best]))
            best = j;
    f->best[node] = (uint16_t)best;
}

/* A node on a cycle of best heads, or 0. */
static uint32_t find_cycle(struct forest *f)
{
    memset(f->mark, 0, f->n * sizeof *f->mark);
    for (uint32_t i = 1; i < f->n; i++) {
        uint32_t at = i;
        if (f->level[i] != 0)
            continue;
        for (; at != 0 && f->mark[at] == 0; at = f->best[at])
            f->mark[at] = (uint16_t)i;
        if (at != 0 && f->mark[at] == i)
            return at;
    }
    return 0;
}

static void contract(struct forest *f, uint32_t first)
{
    uint32_t n = f->n, start = f->cycle_start[f->contractions], end = start;
    uint32_t node = first;
    f->contractions++;
    do {
        f->cycles[end] = (uint16_t)node;
        f->cycle_heads[end++] = f->best[node];
        f->level[node] = (uint16_t)f->contractions;
        f->into[node] = (uint16_t)first;
        node = f->best[node];
    } while (node != first);
    f->cycle_start[f->contractions] = (uint16_t)end;
    for (uint32_t v = 0; v < n; v++) {
        if (f->level[v] != 0)
            continue;
        int64_t leave = NEVER, enter = NEVER;
        uint32_t leaving = first, entering = first;
        for (uint32_t k = start; k < end; k++) {
            uint32_t c = f->cycles[k];
            int64_t out = f->weight[v * n + c], in = f->weight[c * n + v];
            in = in == NEVER ? NEVER : in - f->weight[c * n + f->cycle_heads[k]];
            if (k == start || out > leave)
                leave = out, leaving = c;
            if (k == start || in > enter)
                enter = in, entering = c;
        }
        f->weight[v * n + first] = leave;
        f->dep[v * n + first] = f->dep[v * n + leaving];
        f->head[v * n + first] = f->head[v * n + leaving];
        f->weight[first * n + v] = enter;
        f->dep[first * n + v] = f->dep[entering * n + v];
        f->head[first * n + v] = f->head[entering * n + v];
        if (v != 0 && f->level[f->best[v]] == f->contractions)
            f->best[v] = (uint16_t)first;
    }
    f->level[first] = 0;
    find_best(f, first);
}

/* Opens the cycles, last made first: the word that the entering arc leads to leaves its place in the cycle. */
static void expand(struct forest *f, uint16_t *heads)
{
    uint32_t n = f->n;
    for (uint32_t i = 1; i < n; i++)
        if (f->level[i] == 0)
            heads[f->dep[i * n + f->best[i]]] = f->head[i * n + f->best[i]];
    for (uint32_t level = f->contractions; level > 0; level--) {
        uint32_t start = f->cycle_start[level - 1], end = f->cycle_start[level], broken = start;
        for (uint32_t word = 1; word < n; word++) {        /* one word within the cycle has its head from outside */
            uint32_t at = word;
            if (heads[word] == UINT16_MAX)
                continue;
            while (f->level[at] != 0 && f->level[at] < level)
                at = f->into[at];
            for (uint32_t k = start; k < end; k++)
                if (at == f->cycles[k])
                    broken = k;
        }
        for (uint32_t k = start; k < end; k++)
            if (k != broken) {
                size_t arc = (size_t)f->cycles[k] * n + f->cycle_heads[k];
                heads[f->dep[arc]] = f->head[arc];
            }
    }
}

void encoder_tree(const float *scores, size_t stride, uint32_t count, void *scratch, uint16_t *heads)
{
    struct forest forest;
    if (greedy(scores, stride, count, heads, scratch))
        return;
    forest_make(&forest, scores, stride, count, scratch);
    for (uint32_t i = 1; i < count; i++)
        find_best(&forest, i);
    for (uint32_t node; (node = find_cycle(&forest)) != 0;)
        contract(&forest, node);
    memset(heads, 0xFF, count * sizeof *heads);
    expand(&forest, heads);
}
