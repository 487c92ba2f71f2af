/* test_tree.c: the best tree with one root, against trying all trees. */
#include "encoder_test.h"

enum {SMALL = 5, STRIDE = 64};

/* The worth of heads[1 … n - 1], or below all scores where they are no tree with one child of the root. */
static double worth(const float *scores, size_t stride, uint32_t n, const uint16_t *heads)
{
    double sum = 0;
    uint32_t roots = 0;
    for (uint32_t i = 1; i < n; i++) {
        uint32_t at = i, steps = 0;
        for (; at != 0 && steps < n; at = heads[at])
            steps++;
        if (at != 0)
            return -1e9;
        roots += heads[i] == 0;
        sum += (double)scores[i * stride + heads[i]];
    }
    return roots == 1 ? sum : -1e9;
}

static double best_of_all(const float *scores, uint32_t n)
{
    uint16_t heads[SMALL + 1] = {0};
    double best = -1e9;
    for (;;) {
        double w = worth(scores, STRIDE, n, heads);
        uint32_t i = 1;
        best = w > best ? w : best;
        while (i < n && heads[i] == n - 1)
            heads[i++] = 0;
        if (i == n)
            return best;
        heads[i]++;
    }
}

/* Breaks for: a cycle that is opened at the wrong word, cycles of cycles, two roots. Scores from few values, so that ties are common too. */
static void like_all_trees(void **state)
{
    (void)state;
    uint64_t seed = 11;
    static float scores[(SMALL + 1) * STRIDE];
    static uint64_t scratch[1000];
    assert_true(encoder_tree_scratch(SMALL + 1) <= sizeof scratch);
    for (int round = 0; round < 4000; round++) {
        uint32_t n = 2 + next_random(&seed) % SMALL;
        uint16_t heads[SMALL + 1];
        for (uint32_t i = 0; i < n * STRIDE; i++)
            scores[i] = round % 2 ? (float)(next_random(&seed) % 10) : (float)(next_random(&seed) % 20001) / 1000 - 10;
        encoder_tree(scores, STRIDE, n, scratch, heads);
        double ours = worth(scores, STRIDE, n, heads), best = best_of_all(scores, n);
        assert_true(ours > best - 0.01 && ours < best + 0.01);
    }
}

/* Breaks for: what only many words show: deep contractions, indices that overflow; and scores that are no numbers. */
static void large_is_a_tree(void **state)
{
    (void)state;
    enum {N = ENCODER_TREE_WORDS + 1};
    uint64_t seed = 13;
    float *scores = malloc((size_t)N * N * sizeof *scores);
    void *scratch = malloc(encoder_tree_scratch(N));
    for (int round = 0; round < 6; round++) {
        uint16_t heads[N];
        for (size_t i = 0; i < (size_t)N * N; i++) {
            size_t dep = i / N, head = i % N;
            scores[i] = (float)(next_random(&seed) % 1000);
            if (round == 1)                        /* pairs that point at each other, pairs of pairs, … */
                scores[i] = (dep ^ head) == 1 ? 1000 : (dep ^ head) < 4 ? 900 : (dep ^ head) < 8 ? 800 : head == 0 ? -500 : 0;
            if (round == 2)                        /* one cycle of all */
                scores[i] = head == dep % (N - 1) + 1 ? 500 : 0;
            if (round == 3)
                scores[i] = 0;
            if (round == 4)
                scores[i] = i % 3 ? -3e38f : 3e38f;
            if (round == 5)
                scores[i] = (float)(i % 7 ? 0.0 : 0.0 / (double)(i - i));
        }
        encoder_tree(scores, N, N, scratch, heads);
        uint32_t roots = 0;
        for (uint32_t i = 1; i < N; i++) {
            uint32_t at = i, steps = 0;
            for (; at != 0; at = heads[at])
                assert_true(at < N && steps++ < N);
            roots += heads[i] == 0;
        }
        assert_int_equal(roots, 1);
    }
    free(scratch);
    free(scores);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(like_all_trees), cmocka_unit_test(large_is_a_tree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
