/** One presenter a card: a view in, the bound card and the same facts as plain text out. */
export { CARD_NAMES, MAX_CARD_BYTES, type CardJson, type CardName } from './bind.js';
export { clean, escape } from './escape.js';
export { lines, present, type Frame, type Presented, type Presenter } from './frame.js';
export { answerCard, type AnsweredTopic, type AnswerView } from './answer.js';
export { changesCard } from './changes.js';
export { emergencyCard } from './emergency.js';
export { explainCard } from './explain.js';
export { helpCard } from './help.js';
export { listCard } from './list.js';
export { candidatesCard, noticeCard, suggestionsCard, type Choice } from './notice.js';
export { planCard, type PlanView } from './plan.js';
export { policiesCard } from './policies.js';
export { progressCard } from './progress.js';
export { statusCard } from './status.js';
export { welcomeCard } from './welcome.js';
export { whatIfCard } from './whatIf.js';
