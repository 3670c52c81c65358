import { GraphError } from '../client/error.js';
import type { Call, Graph, Method } from '../client/graph.js';
import { retryDelay } from '../client/retry.js';
import { RegistrationError } from './types.js';

export interface StepsOptions {
  graph: Graph;
  /** Else it is told what would be done, and nothing is. */
  apply: boolean;
  tell: (line: string) => void;
}

interface Step {
  call: Call;
  method: Method;
  body: unknown;
  /** What the token and its person need, for whom Graph refuses. */
  needs?: Needs;
  /** Statuses that mean, for what was made a moment ago, that not all of Entra knows it yet. */
  tooSoon?: readonly number[];
}

interface Needs {
  permission: string;
  role: string;
}

export const TO_REGISTER: Needs = { permission: 'Application.ReadWrite.All', role: 'Cloud Application Administrator' };
export const TO_GRANT_ROLES: Needs = { permission: 'AppRoleAssignment.ReadWrite.All', role: 'Privileged Role Administrator' };
export const TO_GRANT_SCOPES: Needs = { permission: 'DelegatedPermissionGrant.ReadWrite.All', role: 'Privileged Role Administrator' };

const ATTEMPTS = 6;
const REPLICATION_MS = 5_000;

/** The only writer of the registration: tells each step, then does it or not. */
export class Steps {
  constructor(private readonly options: StepsOptions) {}

  get apply(): boolean {
    return this.options.apply;
  }

  said(line: string): void {
    this.options.tell(`  is so   ${line}`);
  }

  /** Something that only a person should do. */
  warn(line: string): void {
    this.options.tell(`  beware  ${line}`);
  }

  /** Graph's answer; undefined where nothing is done or there is none. Throws RegistrationError. */
  async do(text: string, step: Step): Promise<unknown> {
    this.options.tell(`  ${this.apply ? 'doing' : 'would'}   ${text}`);
    return this.apply ? this.#send(text.split('\n')[0]!.replace(/:$/, ''), step) : undefined;
  }

  async #send(text: string, step: Step): Promise<unknown> {
    const { graph } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await graph.attempt(step.call, step.method, step.body)).body;
      } catch (error) {
        const wait = error instanceof GraphError && attempt < ATTEMPTS ? this.#wait(error, step, attempt) : undefined;
        if (wait === undefined) throw explained(error, text, step.needs ?? TO_REGISTER);
        await graph.clock.sleep(wait);
      }
    }
  }

  /** Only what was certainly not done is sent again. */
  #wait(error: GraphError, { tooSoon = [] }: Step, attempt: number): number | undefined {
    if (error.status === 429) return retryDelay(error, attempt, this.options.graph.clock.now(), () => 1);
    return tooSoon.includes(error.status) ? REPLICATION_MS : undefined;
  }
}

function explained(error: unknown, text: string, { permission, role }: Needs): unknown {
  if (!(error instanceof GraphError)) return error;
  const answer = [error.status || 'no answer', `\`${error.code}\``, ...(error.requestId ? [`request id ${error.requestId}`] : [])].join(', ');
  if (error.reason === 'permission') {
    return new RegistrationError(`Graph refused to ${text} (${answer}): the token needs the delegated permission \`${permission}\`, and whoever it names the role \`${role}\`; get another token, then run this again.`, { cause: error });
  }
  if (error.isTransient || error.status === 0) return new RegistrationError(`Whether Graph did ${text} is unknown (${answer}): run this again, it goes on from what is there.`, { cause: error });
  return new RegistrationError(`Graph refused to ${text} (${answer}${error.detail ? `: ${error.detail}` : ''}); mend that, then run this again.`, { cause: error });
}
