import { plain, raw, trusted } from './cell.js';
import type { Presenter } from './frame.js';

export interface HelpView {
  groups: { title: string; commands: { say: string; help: string }[] }[];
  buttons: { title: string; verb: string }[];
}

/** Every command: what to type and what it does. */
export const helpCard: Presenter<HelpView> = {
  name: 'help',
  data: ({ groups, buttons }) => ({
    groups: groups.map(({ title, commands }) => ({
      title: trusted(title), commands: commands.map(({ say, help }) => ({ say, help })),
    })),
    buttons: buttons.map(({ title, verb }) => ({ title: plain(title), verb: raw(verb) })),
  }),
  text: ({ groups }) => ['What you can ask, in your own words:', ...groups.flatMap(({ commands }) => commands.map(({ say, help }) => `"${say}": ${help}`))],
};
