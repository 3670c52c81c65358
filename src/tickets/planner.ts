import { z } from 'zod';
import { cut, inert, oneLine, plainBody, queryableName, safeKey } from './text.js';
import { TicketError, type Person, type TicketDraft, type TicketState, type TicketSystem } from './types.js';

export interface PlannerConfig {
  system: 'planner';
  planId: string;
  /** Undefined: the tasks stand in the plan without a bucket. */
  bucketId: string | undefined;
}

/**
 * As much of Microsoft Graph as Planner needs; paths below `/v1.0`, bodies as parsed JSON. Rejects with an error whose `status` is
 * the HTTP status (0: no answer); reads are retried and throttling waited for before that.
 */
export interface PlannerGraph {
  get(path: string): Promise<unknown>;
  /** All pages of a list. */
  list(path: string): Promise<unknown[]>;
  post(path: string, body: unknown): Promise<unknown>;
  /** `etag` goes out as If-Match. */
  patch(path: string, body: unknown, etag: string): Promise<void>;
}

/** 0 and 1 are shown as urgent, 2 to 4 important, 5 to 7 medium, 8 to 10 low. */
const PRIORITIES = { high: 1, medium: 5, low: 9 };
const DONE = 100;
const TITLE = 255;
const DESCRIPTION = 30_000;

const versioned = z.object({ '@odata.etag': z.string() });
const task = versioned.extend({
  id: z.string(), title: z.string(), percentComplete: z.number(), hasDescription: z.boolean().nullish(), assignments: z.record(z.string(), z.unknown()).nullish(),
});
const details = versioned.extend({ description: z.string().nullish() });
const user = z.object({ id: z.string(), displayName: z.string().nullish() });
const failure = z.object({ status: z.number() });

type Task = z.infer<typeof task>;

/**
 * Microsoft Planner's basic plans (learn.microsoft.com/graph/api/resources/planner-overview, plannertask-update, plannertaskdetails-update):
 * permission Tasks.ReadWrite.All; every write names the version it read in If-Match, 412 and 409 mean that it moved. A task's text is in its
 * details and in no list, so the draft's key stands at the end of the title. Comments go to the end of the text: the conversation
 * of a task belongs to the group's mailbox, which no application may write to.
 */
export function planner(config: PlannerConfig, graph: PlannerGraph, now: () => number): TicketSystem {
  return new Planner(config, graph, now);
}

class Planner implements TicketSystem {
  readonly id = 'planner';
  readonly name = 'Microsoft Planner';
  readonly settleMs = 0;

  constructor(private readonly config: PlannerConfig, private readonly graph: PlannerGraph, private readonly now: () => number) {}

  async open(draft: TicketDraft): Promise<{ externalId: string; url: string }> {
    const mark = `[${safeKey(draft)}]`;
    const opened = (await this.#tasks()).find(({ title }) => title.endsWith(mark)) ?? (await this.#create(draft, mark));
    if (!opened.hasDescription) await this.#describe(opened.id, draft);
    return { externalId: opened.id, url: `https://planner.cloud.microsoft/webui/plan/${encodeURIComponent(this.config.planId)}/view/board/task/${encodeURIComponent(opened.id)}` };
  }

  async #tasks(): Promise<Task[]> {
    const path = `/planner/plans/${encodeURIComponent(this.config.planId)}/tasks`;
    const tasks = await this.graph.list(path).catch((cause: unknown) => Promise.reject(statusOfFailure(cause) === 404 ? new TicketError(NO_PLAN, 'setup', { cause }) : translated(cause)));
    return read(z.array(task), tasks);
  }

  async #create(draft: TicketDraft, mark: string): Promise<Task> {
    const { planId, bucketId } = this.config;
    const title = `${oneLine(draft.title, TITLE - mark.length - 1)} ${mark}`;
    const body = { planId, ...(bucketId && { bucketId }), title, dueDateTime: new Date(draft.dueAt).toISOString(), priority: PRIORITIES[draft.priority] };
    return read(task, await told(this.graph.post('/planner/tasks', body)));
  }

  /** The task exists by now: whatever goes wrong here is made good by the next try. */
  async #describe(id: string, draft: TicketDraft): Promise<void> {
    try {
      await this.#change(`${taskPath(id)}/details`, details, ({ description }) => (description ? undefined : { description: plainBody(draft, DESCRIPTION), previewType: 'description' }));
    } catch (cause) {
      throw new TicketError('Planner took the task without its text: it will be added at the next try', 'later', { cause });
    }
  }

  async states(externalIds: readonly string[]): Promise<(TicketState | undefined)[]> {
    const known = new Map((await this.#tasks()).map((each) => [each.id, each]));
    // What was moved to another plan is still a task.
    for (const id of externalIds.filter((each) => !known.has(each))) {
      const moved = await absentAsUndefined(this.#read(id));
      if (moved) known.set(id, moved);
    }
    const names = await this.#names(externalIds.flatMap((id) => assignees(known.get(id))));
    return externalIds.map((id) => {
      const found = known.get(id);
      return found && { ...statusOf(found), assignee: assignees(found).map((person) => names.get(person) ?? person)[0] };
    });
  }

  /** An assignment holds ids only. */
  async #names(ids: string[]): Promise<Map<string, string>> {
    const people = [...new Set(ids)].map(async (id) => [id, await this.#person(id)] as const);
    return new Map((await Promise.all(people)).flatMap(([id, person]) => (person?.displayName ? [[id, person.displayName]] : [])));
  }

  #person(nameOrId: string): Promise<z.infer<typeof user> | undefined> {
    return absentAsUndefined(told(this.graph.get(`/users/${encodeURIComponent(nameOrId)}?$select=id,displayName`)).then((raw) => read(user, raw)));
  }

  async #read(externalId: string): Promise<Task> {
    return read(task, await told(this.graph.get(taskPath(externalId))));
  }

  async comment(externalId: string, text: string): Promise<void> {
    const line = `${new Date(this.now()).toISOString().slice(0, 16).replace('T', ' ')} UTC: ${inert(text)}`;
    await this.#change(`${taskPath(externalId)}/details`, details, ({ description }) => ({ description: appended(description ?? '', line) }));
  }

  async close(externalId: string, because: string): Promise<void> {
    if (await this.#change(taskPath(externalId), task, ({ percentComplete }) => (percentComplete === DONE ? undefined : { percentComplete: DONE }))) await this.comment(externalId, because);
  }

  async reopen(externalId: string, because: string): Promise<void> {
    if (await this.#change(taskPath(externalId), task, ({ percentComplete }) => (percentComplete === DONE ? { percentComplete: 0 } : undefined))) await this.comment(externalId, because);
  }

  async assign(externalId: string, { userPrincipalName }: Person): Promise<'assigned' | 'unknownPerson'> {
    const name = queryableName(userPrincipalName);
    const person = name && (await this.#person(name));
    if (!person) return 'unknownPerson';
    await this.#change(taskPath(externalId), task, (now) => ({ assignments: { ...Object.fromEntries(assignees(now).map((id) => [id, null])), [person.id]: ASSIGNMENT } }));
    return 'assigned';
  }

  /** Reads, writes what `edit` makes of it, and once more from the start where somebody wrote in between. False where there is nothing to write. */
  async #change<T extends z.infer<typeof versioned>>(path: string, schema: z.ZodType<T>, edit: (now: T) => object | undefined): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      const now = read(schema, await told(this.graph.get(path)));
      const body = edit(now);
      if (!body) return false;
      try {
        await this.graph.patch(path, body, now['@odata.etag']);
        return true;
      } catch (cause) {
        if (attempt > 1 || !isConflict(cause)) throw translated(cause);
      }
    }
  }

  async check(): Promise<string> {
    const { planId, bucketId } = this.config;
    const plan = `/planner/plans/${encodeURIComponent(planId)}`;
    if (!(await absentAsUndefined(told(this.graph.get(plan))))) return NO_PLAN;
    if (!bucketId) return '';
    const buckets = read(z.array(z.object({ id: z.string() })), await told(this.graph.list(`${plan}/buckets`)));
    return buckets.some(({ id }) => id === bucketId) ? '' : 'the plan has no such bucket: set PLANNER_BUCKET_ID to one of its buckets, or leave it out';
  }
}

const NO_PLAN = 'there is no such plan: copy PLANNER_PLAN_ID from the address of the plan in the browser (basic plans only)';
const ASSIGNMENT = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };
const taskPath = (externalId: string): string => `/planner/tasks/${encodeURIComponent(externalId)}`;
const assignees = (each: Task | undefined): string[] => Object.entries(each?.assignments ?? {}).filter(([, value]) => value !== null).map(([id]) => id);

/** The words of Planner's own pages. */
function statusOf({ percentComplete }: Task): Pick<TicketState, 'status' | 'label'> {
  if (percentComplete === DONE) return { status: 'closed', label: 'Completed' };
  return { status: 'open', label: percentComplete === 0 ? 'Not started' : 'In progress' };
}

/** The newest comment stays where the text would get too long. */
const appended = (before: string, line: string): string => `${cut(before, DESCRIPTION - Math.min(line.length, 5_000))}\n\n${cut(line, 5_000)}`.trim();

function read<T>(schema: z.ZodType<T>, raw: unknown): T {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw new TicketError('Planner answered something that is no answer of Planner: check GRAPH_BASE_URL, then try again', 'later');
}

const absentAsUndefined = <T>(asked: Promise<T>): Promise<T | undefined> =>
  asked.catch((cause: unknown) => (cause instanceof TicketError && cause.kind === 'gone' ? undefined : Promise.reject(cause)));
const told = <T>(asked: Promise<T>): Promise<T> => asked.catch((cause: unknown) => Promise.reject(translated(cause)));
const statusOfFailure = (cause: unknown): number => failure.safeParse(cause).data?.status ?? 0;
const isConflict = (cause: unknown): boolean => [409, 412].includes(statusOfFailure(cause));

function translated(cause: unknown): TicketError {
  if (cause instanceof TicketError) return cause;
  const status = statusOfFailure(cause);
  const [kind, message] = FAILURES[status] ?? (status >= 400 && status < 500
    ? ['refused', `Planner does not take this (status ${status}): check PLANNER_PLAN_ID and PLANNER_BUCKET_ID`] as const
    : ['later', 'Planner does not answer: try again in a few minutes'] as const);
  return new TicketError(message, kind, { cause });
}

const FAILURES: Record<number, readonly [TicketError['kind'], string]> = {
  401: ['setup', 'Planner refuses the credentials: check those for Microsoft Graph with `npm run cli -- doctor`'],
  403: ['setup', 'Planner forbids this: consent to the application permission `Tasks.ReadWrite.All`, or free the plan of old tasks if it is full'],
  404: ['gone', 'Planner has no such task any more: open a new ticket'],
  409: ['later', 'the task is being changed by somebody else: try again'],
  412: ['later', 'the task is being changed by somebody else: try again'],
  429: ['later', 'Planner is busy: try again in a few minutes'],
};
