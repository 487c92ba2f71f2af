/* cli_flow.c: see cli_flow.h; the order is kept by base/pool.h. */
#include "cli/cli_flow.h"
#include "base/pool.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS_A_WORKER 4
#define WORKERS_MAX 256

struct run {
    struct cli_flow *flow;
    struct cli_result *results;
    struct intake *intake;
    FILE *lines; const char *path; size_t number;
    struct progress progress;
    struct err err;
};

static void result_reset(struct cli_result *result)
{
    struct arena *arena = result->arena;
    arena_reset(arena);
    memset(result, 0, sizeof *result);
    result->arena = arena;
    result->out = buf_make(arena);
}

static bool document_next(void *context, size_t slot)
{
    struct run *run = context;
    struct cli_result *result = &run->results[slot];
    if (cli_stop)
        return false;
    result_reset(result);
    return intake_next(run->intake, result->arena, &result->document, &result->err) != INTAKE_END && !cli_stop;
}

/* A line into text, which grows up to CLI_LINE_MAX; the rest of a longer one is passed over. False at the end. */
static bool line_read(FILE *file, struct buf *text, bool *over)
{
    int c = EOF;
    *over = false;
    while (!cli_stop && (c = getc_unlocked(file)) != EOF && c != '\n') {
        if (text->len < CLI_LINE_MAX)
            buf_add_char(text, (char)c);
        else
            *over = true;
    }
    return c == '\n' || text->len > 0;
}

struct line_job {struct run *run; struct cli_result *result; bool more;};

static void line_next_step(void *at)
{
    struct line_job *job = at;
    struct cli_result *result = job->result;
    struct buf text = buf_make(result->arena);
    bool over;
    do {
        buf_reset(&text);
        job->more = line_read(job->run->lines, &text, &over);
        result->number = ++job->run->number;
        snprintf(result->where, sizeof result->where, "%.480s:%zu", job->run->path, result->number);
        result->line = str_trim(buf_str(&text));
    } while (job->more && !over && result->line.len == 0);
    if (over)
        err_fail(&result->err, ERR_INPUT, result->where, "the line is longer than %zu bytes", CLI_LINE_MAX);
}

static bool line_next(void *context, size_t slot)
{
    struct run *run = context;
    struct line_job job = {.run = run, .result = &run->results[slot]};
    if (cli_stop)
        return false;
    result_reset(job.result);
    if (!arena_try(job.result->arena, line_next_step, &job, &job.result->err))
        job.more = true;
    return job.more && !cli_stop;
}

struct work_job {struct cli_flow *flow; struct cli_result *result;};

static void work_step(void *at)
{
    struct work_job *job = at;
    job->flow->work(job->flow->context, job->result);
}

static void work(void *context, size_t slot, int worker)
{
    struct run *run = context;
    struct work_job job = {run->flow, &run->results[slot]};
    (void)worker;
    struct err err = {0};
    if (job.result->err.code != ERR_NONE || arena_try(job.result->arena, work_step, &job, &err))
        return;
    char page[sizeof err.where];
    str name = job.result->document.page;
    snprintf(page, sizeof page, "%.*s", (int)(name.len < 480 ? name.len : 480), name.at ? name.at : job.result->where);
    err_reset(&job.result->err);
    err_fail(&job.result->err, ERR_INPUT, page, "needs more memory than one document may have; nothing of it was kept");
}

static bool take(void *context, size_t slot)
{
    struct run *run = context;
    struct cli_result *result = &run->results[slot];
    if (result->err.code != ERR_NONE) {
        log_err(&result->err);
        run->flow->refused++;
        return true;
    }
    if (!cli_write(buf_str(&result->out), &run->err))
        return false;
    if (run->flow->take && !run->flow->take(run->flow->context, result, &run->err))
        return false;
    progress_step(&run->progress, ++run->flow->taken);
    return true;
}

static int workers(const struct cli *cli)
{
    int64_t jobs = cli->values.jobs > 0 ? cli->values.jobs : pool_cores();
    return jobs < WORKERS_MAX ? (int)jobs : WORKERS_MAX;
}

static enum cli_status finish(struct run *run, bool good)
{
    progress_end(&run->progress);
    if (!good)
        return cli_fail(&run->err);
    if (fflush(stdout) != 0 && err_fail(&run->err, ERR_FILE, "standard output", "takes no more: %m") == false)
        return cli_fail(&run->err);
    return cli_stop ? CLI_INTERRUPTED : run->flow->refused ? CLI_REFUSED : CLI_DONE;
}

static enum cli_status flow_run(struct run *run, bool (*produce)(void *context, size_t slot))
{
    struct pool_plan plan = {.workers = workers(run->flow->cli), .context = run, .produce = produce, .work = work, .take = take};
    plan.slots = plan.workers > 1 ? (size_t)plan.workers * SLOTS_A_WORKER : 1;
    run->progress = progress_make(run->flow->cli->command->name, run->flow->unit, 0);
    run->results = calloc(plan.slots, sizeof *run->results);
    bool good = run->results != NULL;
    for (size_t i = 0; good && i < plan.slots; i++)
        good = (run->results[i].arena = arena_make(CLI_DOCUMENT_MEMORY)) != NULL;
    good = good ? pool_run(&plan, &run->err) : err_fail(&run->err, ERR_MEMORY, "", "no memory for %d workers", plan.workers);
    for (size_t i = 0; run->results && i < plan.slots; i++)
        arena_free(run->results[i].arena);
    free(run->results);
    return finish(run, good);
}

enum cli_status cli_flow_documents(struct cli_flow *flow)
{
    struct run run = {.flow = flow, .intake = intake_open(flow->cli->arguments, flow->cli->count)};
    if (!run.intake) {
        err_fail(&run.err, ERR_MEMORY, "", "out of memory");
        return cli_fail(&run.err);
    }
    enum cli_status status = flow_run(&run, document_next);
    intake_close(run.intake);
    return status;
}

enum cli_status cli_flow_lines(struct cli_flow *flow, const char *path)
{
    struct run run = {.flow = flow, .path = path, .lines = strcmp(path, "-") ? fopen(path, "rb") : stdin};
    if (!run.lines) {
        err_fail(&run.err, ERR_INPUT, path, "%m");
        return cli_fail(&run.err);
    }
    enum cli_status status = flow_run(&run, line_next);
    if (ferror(run.lines) && !cli_stop && status == CLI_DONE) {
        err_fail(&run.err, ERR_INPUT, path, "cannot be read to its end: %m");
        status = cli_fail(&run.err);
    }
    if (run.lines != stdin)
        fclose(run.lines);
    return status;
}
