import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Fonts of one family only, so that a machine with more fonts draws the same letters. */
const FONTS = new URL('fonts.conf', import.meta.url).pathname;

/** Debian's name and those of other distributions. */
const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Headless Chromium that paints the same way everywhere: no GPU, no subpixels, no hinting. `CHROMIUM` names another program. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? PROGRAMS.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error(`no Chromium: neither CHROMIUM nor any of ${PROGRAMS.join(', ')}`);
  return chromium.launch({
    executablePath,
    args: ['--disable-gpu', '--disable-lcd-text', '--font-render-hinting=none', '--force-color-profile=srgb'],
    env: { ...process.env, FONTCONFIG_FILE: FONTS },
    chromiumSandbox: false,
  });
}
