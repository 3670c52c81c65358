import { spawn } from 'node:child_process';

/** Whether somebody sits in front of a screen and started this by hand. */
export function isDesktop(platform: NodeJS.Platform, environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (!isTerminal || environment['CI'] || environment['SSH_CONNECTION']) return false;
  return platform === 'darwin' || platform === 'win32' || Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY']);
}

const OPENERS: Partial<Record<NodeJS.Platform, [program: string, ...parameters: string[]]>> = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] };

/** The address is on the screen anyway: where no browser opens, nothing is lost. */
export function openBrowser(url: string, platform: NodeJS.Platform): void {
  const [program, ...parameters] = OPENERS[platform] ?? ['xdg-open'];
  spawn(program, [...parameters, url], { stdio: 'ignore', detached: true }).once('error', () => undefined).unref();
}
