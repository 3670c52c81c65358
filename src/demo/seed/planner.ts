import { groupId } from './groups.js';

/** The plan of the service desk; tickets can be opened in it. */
export const plannerPlan = { id: 'xqQg5FS2LkCp935s-FIFm2QAFkHM', title: 'Remédiation MFA', owner: groupId('serviceDesk') };
export const plannerBucket = { id: 'hsOf2dhOJkC6Fey9VjDg1JgAC9Rq', name: 'À faire', planId: plannerPlan.id, orderHint: '8586' };
