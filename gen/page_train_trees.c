/* page_train_trees.c: boosting of symmetric trees (see page_train.h). Features are cut into at most BINS ranges at quantiles; a level
 * of a tree takes the question that lowers the loss most over all leaves at once (second-order gain, as in Chen and Guestrin, "XGBoost",
 * KDD 2016).
 */
#include "page_train.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {BINS = 48};
static const double RATE = 0.12, RIDGE = 8.0, SCALE = 1024.0;

struct bins {int16_t edge[FEATURE_COUNT][BINS]; int count[FEATURE_COUNT];};    /* value > edge[k]: in bin k + 1 or above */

static int compare(const void *a, const void *b)
{
    int x = *(const int16_t *)a, y = *(const int16_t *)b;
    return (x > y) - (x < y);
}

static void bins_make(const struct example *examples, size_t count, struct bins *bins)
{
    size_t step = count / 40000 + 1, taken = 0;
    int16_t *values = malloc((count / step + 1) * sizeof *values);
    if (!values)
        abort();
    for (int f = 0; f < FEATURE_COUNT; f++) {
        taken = 0;
        for (size_t i = 0; i < count; i += step)
            values[taken++] = examples[i].features[f];
        qsort(values, taken, sizeof *values, compare);
        bins->count[f] = 0;
        for (int k = 1; k < BINS; k++) {
            int16_t edge = values[taken * (size_t)k / BINS];
            if (edge == values[taken - 1])
                edge = (int16_t)(edge - 1);
            if ((bins->count[f] == 0 || edge > bins->edge[f][bins->count[f] - 1]) && edge >= values[0] && edge < values[taken - 1])
                bins->edge[f][bins->count[f]++] = edge;
        }
        /* Small numbers get an edge for each value. */
        if (values[taken - 1] - values[0] < BINS)
            for (bins->count[f] = 0; values[0] + bins->count[f] < values[taken - 1]; bins->count[f]++)
                bins->edge[f][bins->count[f]] = (int16_t)(values[0] + bins->count[f]);
    }
    free(values);
}

struct sums {double gradient, hessian;};

static double score(struct sums s)
{
    return s.gradient * s.gradient / (s.hessian + RIDGE);
}

/* The best question for all leaves of this level; false where none lowers the loss. */
static bool level_choose(const struct bins *bins, struct sums (*sums)[BINS + 1], unsigned leaves, uint8_t *feature, int *bin)
{
    double best = 1e-6;
    bool found = false;
    for (int f = 0; f < FEATURE_COUNT; f++)
        for (int k = 0; k < bins->count[f]; k++) {
            double gain = 0;
            for (unsigned leaf = 0; leaf < leaves; leaf++) {
                const struct sums *of = sums[leaf * FEATURE_COUNT + (unsigned)f];       /* running sums from below */
                struct sums all = of[bins->count[f]], low = of[k], high = {all.gradient - low.gradient, all.hessian - low.hessian};
                gain += score(low) + score(high) - score(all);
            }
            if (gain > best) {
                best = gain;
                *feature = (uint8_t)f;
                *bin = k;
                found = true;
            }
        }
    return found;
}

static void tree_learn(struct example *examples, size_t count, const uint8_t *binned, const float *gradients, const float *hessians,
                       const struct bins *bins, struct page_model_tree *tree)
{
    static struct sums sums[PAGE_TREE_LEAVES * FEATURE_COUNT][BINS + 1];
    memset(tree, 0, sizeof *tree);
    for (size_t i = 0; i < count; i++)
        examples[i].leaf = 0;
    for (unsigned d = 0; d < PAGE_TREE_DEPTH; d++) {
        uint8_t feature = 0;
        int bin = 0;
        memset(sums, 0, sizeof *sums * FEATURE_COUNT * (1u << d));
        for (size_t i = 0; i < count; i++) {
            const uint8_t *row = binned + i * FEATURE_COUNT;
            struct sums(*of)[BINS + 1] = sums + examples[i].leaf * FEATURE_COUNT;
            for (int f = 0; f < FEATURE_COUNT; f++) {
                of[f][row[f]].gradient += (double)gradients[i];
                of[f][row[f]].hessian += (double)hessians[i];
            }
        }
        for (unsigned s = 0; s < (unsigned)FEATURE_COUNT << d; s++)
            for (int k = 1; k <= bins->count[s % FEATURE_COUNT]; k++) {
                sums[s][k].gradient += sums[s][k - 1].gradient;
                sums[s][k].hessian += sums[s][k - 1].hessian;
            }
        if (!level_choose(bins, sums, 1u << d, &feature, &bin)) {
            tree->threshold[d] = INT16_MAX;             /* no question: always no */
            continue;
        }
        tree->feature[d] = feature;
        tree->threshold[d] = bins->edge[feature][bin];
        for (size_t i = 0; i < count; i++)
            examples[i].leaf |= (uint8_t)((examples[i].features[feature] > tree->threshold[d]) << d);
    }
    struct sums leaves[PAGE_TREE_LEAVES] = {{0, 0}};
    for (size_t i = 0; i < count; i++) {
        leaves[examples[i].leaf].gradient += (double)gradients[i];
        leaves[examples[i].leaf].hessian += (double)hessians[i];
    }
    for (unsigned l = 0; l < PAGE_TREE_LEAVES; l++)
        tree->leaf[l] = (int16_t)lround(-RATE * leaves[l].gradient / (leaves[l].hessian + RIDGE) * SCALE);
    for (size_t i = 0; i < count; i++)
        examples[i].margin += (float)(tree->leaf[examples[i].leaf] / SCALE);
}

void trees_learn(struct example *examples, size_t count, size_t tree_count, struct page_model_tree *trees)
{
    struct bins *bins = calloc(1, sizeof *bins);
    uint8_t *binned = malloc(count * FEATURE_COUNT);
    float *gradients = malloc(count * sizeof *gradients), *hessians = malloc(count * sizeof *hessians);
    if (!bins || !binned || !gradients || !hessians)
        abort();
    bins_make(examples, count, bins);
    for (size_t i = 0; i < count; i++)
        for (int f = 0; f < FEATURE_COUNT; f++) {
            int k = 0;
            while (k < bins->count[f] && examples[i].features[f] > bins->edge[f][k])
                k++;
            binned[i * FEATURE_COUNT + (size_t)f] = (uint8_t)k;
        }
    for (size_t i = 0; i < count; i++)
        examples[i].margin = 0;
    for (size_t t = 0; t < tree_count; t++) {
        for (size_t i = 0; i < count; i++) {
            float p = 1.0f / (1.0f + expf(-examples[i].margin));
            gradients[i] = examples[i].weight * (p - examples[i].label);
            hessians[i] = examples[i].weight * p * (1 - p);
        }
        tree_learn(examples, count, binned, gradients, hessians, bins, &trees[t]);
    }
    free(bins);
    free(binned);
    free(gradients);
    free(hessians);
}
