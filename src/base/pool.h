/* pool.h: many documents at once, results in the order of the input.
 *
 * One thread (the caller's) produces jobs and takes results; workers run them. Results are given back in the order in which the
 * jobs were produced, whatever the number of workers, so that output never depends on it.
 */
#ifndef ENTENTE_BASE_POOL_H
#define ENTENTE_BASE_POOL_H

#include "base/err.h"

struct pool_plan {
    int workers;                                          /* 1 or more */
    size_t slots;                                         /* jobs in flight at most (0: 4 a worker) */
    void *context;
    /* Called on the caller's thread. Fills slot (one of `slots` reused jobs, numbered from 0); false: no more input. */
    bool (*produce)(void *context, size_t slot);
    /* Called on a worker (worker < workers). Must not fail: it leaves its outcome, error included, in the slot. */
    void (*work)(void *context, size_t slot, int worker);
    /* Called on the caller's thread in order of production. False stops: what is in flight is finished and dropped. */
    bool (*take)(void *context, size_t slot);
};
/* Runs to the end of the input. With one worker no thread is made. False only where threads cannot be made or take stopped
 * (ERR_STOPPED, unless take put its own reason into the same err). Signals stay with the caller's thread. */
bool pool_run(const struct pool_plan *plan, struct err *err);
int pool_cores(void);                                     /* cores that this process may use, at least 1 */

#endif
