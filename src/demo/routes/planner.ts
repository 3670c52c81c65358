import { randomBytes } from 'node:crypto';
import { plannerBucket, plannerPlan } from '../seed/planner.js';
import { badRequest, GraphError, notFound } from '../service/errors.js';
import { created, noContent, ok, type Call, type GraphObject, type Reply, type Route } from '../service/route.js';

const permission = 'Tasks.ReadWrite.All';

/** As much of Planner as a ticket needs. A task's description is kept with it and answered under `/details`. */
export const planner: Route[] = [
  { method: 'GET', path: '/planner/plans/{plan}', permission, handle: (call) => ok(ofPlan(call, plannerPlan)) },
  { method: 'GET', path: '/planner/plans/{plan}/buckets', permission, handle: (call) => ok({ value: [ofPlan(call, plannerBucket)] }) },
  {
    method: 'GET',
    path: '/planner/plans/{plan}/tasks',
    permission,
    handle: (call) => ok(ofPlan(call, { value: tasks(call).map(taskJson) })),
  },
  { method: 'POST', path: '/planner/tasks', permission, handle: createTask },
  { method: 'GET', path: '/planner/tasks/{task}', permission, handle: (call) => ok(taskJson(taskOf(call))) },
  { method: 'PATCH', path: '/planner/tasks/{task}', permission, handle: (call) => update(call, { ...bodyOf(call), ...assigned(call) }) },
  { method: 'DELETE', path: '/planner/tasks/{task}', permission, handle: (call) => update(call, null) },
  { method: 'GET', path: '/planner/tasks/{task}/details', permission, handle: (call) => ok(detailsJson(taskOf(call))) },
  {
    method: 'PATCH',
    path: '/planner/tasks/{task}/details',
    permission,
    handle: (call) => update(call, { description: bodyOf(call).description }),
  },
];

const bodyOf = (call: Call): GraphObject => (call.body ?? {}) as GraphObject;

function ofPlan(call: Call, answer: GraphObject): GraphObject {
  if (call.params.plan !== plannerPlan.id) throw notFound(call.params.plan!);
  return answer;
}

const tasks = (call: Call): GraphObject[] => Object.values(call.tenant.view.changes.tasks).filter((task) => task !== null);

function taskOf(call: Call): GraphObject {
  const task = call.tenant.view.changes.tasks[call.params.task!];
  if (task === undefined || task === null) throw notFound(call.params.task!);
  return task;
}

function createTask(call: Call): Reply {
  const { planId, bucketId = null, title, assignments = {}, dueDateTime = null, priority = 5 } = bodyOf(call);
  if (planId !== plannerPlan.id || typeof title !== 'string' || title === '')
    throw badRequest("Schema validation has failed: 'planId' and 'title' are required.");
  const task = stamped({
    id: randomBytes(21).toString('base64url'),
    planId,
    bucketId,
    title,
    assignments,
    dueDateTime,
    percentComplete: 0,
    priority,
    createdDateTime: call.tenant.settings.now().toISOString(),
    createdBy: { user: { id: call.caller.id } },
    description: '',
  });
  keep(call, task.id as string, task);
  return created(taskJson(task));
}

/** Every write must name the version it read. */
function update(call: Call, change: GraphObject | null): Reply {
  const task = taskOf(call);
  const version = call.headers['if-match'];
  if (version === undefined) throw badRequest("The 'If-Match' header is required.");
  if (version !== task['@odata.etag'])
    throw new GraphError(412, 'PreconditionFailed', "The value of 'If-Match' is not the current version of the item.");
  keep(call, task.id as string, change && stamped({ ...task, ...change, id: task.id }));
  return noContent();
}

/** Assignments are merged; one that is set to null ends. */
function assigned(call: Call): GraphObject {
  const { assignments } = bodyOf(call);
  if (assignments === undefined) return {};
  const merged = { ...(taskOf(call).assignments as GraphObject), ...(assignments as GraphObject) };
  return { assignments: Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)) };
}

const stamped = (task: GraphObject): GraphObject => ({ ...task, '@odata.etag': `W/"${randomBytes(12).toString('base64')}"` });

function keep(call: Call, id: string, task: GraphObject | null): void {
  call.tenant.write((changes) => {
    changes.tasks[id] = task;
  });
}

function taskJson({ description, ...task }: GraphObject): GraphObject {
  return { ...task, hasDescription: description !== '' };
}

const detailsJson = (task: GraphObject): GraphObject => ({
  id: task.id,
  '@odata.etag': task['@odata.etag'],
  description: task.description,
  previewType: 'automatic',
  checklist: {},
  references: {},
});
