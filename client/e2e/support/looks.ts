/// <reference lib="dom" />
import type { Page } from 'playwright-core';

/** What is wrong with a page as it stands, in words for the one who mends it; empty when all is well. */
export function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const seen = (element: Element) => {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
      const box = element.getBoundingClientRect();
      return box.width > 1 && box.height > 1;
    };
    const short = (element: Element) =>
      (element.outerHTML.match(/^<[^>]*>/)?.[0] ?? element.tagName).slice(0, 160);

    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
      const widest = [...document.querySelectorAll('body *')]
        .filter((element) => seen(element) && element.getBoundingClientRect().right > clientWidth + 1)
        .slice(0, 3)
        .map(short);
      faults.push(`wider than the window by ${scrollWidth - clientWidth} px: ${widest.join(' ')}`);
    }

    // A key that nobody translated reads like `studio.air.goLive` or `studio:air.goLive`.
    const key = /^[a-z][a-zA-Z]*([.:][a-zA-Z0-9_]+)+$/;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const parent = node.parentElement;
      if (parent && !/^(SCRIPT|STYLE|CODE|KBD)$/.test(parent.tagName) && key.test(text) && seen(parent))
        faults.push(`untranslated: ${text}`);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) {
        const text = element.getAttribute(name);
        if (text && key.test(text)) faults.push(`untranslated ${name}: ${text}`);
      }
    }

    const nameOf = (element: HTMLElement): string => {
      const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
      const described = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
      return [
        element.getAttribute('aria-label'),
        ...described.map((id) => document.getElementById(id)?.textContent),
        ...labels.map((label) => label.textContent),
        element.matches('input, textarea, select') ? '' : element.textContent,
        element.getAttribute('title'),
        element.querySelector('img')?.getAttribute('alt'),
      ]
        .join('')
        .trim();
    };
    const controls = 'button, a[href], input:not([type=hidden]), textarea, select, [role=button], [role=tab]';
    for (const element of document.querySelectorAll<HTMLElement>(controls)) {
      if (seen(element) && nameOf(element) === '') faults.push(`without a name: ${short(element)}`);
    }
    for (const image of document.querySelectorAll('img:not([alt])')) faults.push(`no alt: ${short(image)}`);
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index)))
      faults.push(`id twice: ${id}`);
    return faults;
  });
}

/**
 * Words whose contrast with the ground behind them is below 4.5 : 1 (3 : 1 for large ones). Only plain
 * grounds are judged: over pictures, gradients and half-transparent layers the eye has to decide.
 */
export function paleWordsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Colour = [red: number, green: number, blue: number, alpha: number];
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const colourOf = (css: string): Colour => {
      if (!canvas) return [0, 0, 0, 0];
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const luminance = ([red, green, blue]: Colour) => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element): Colour | null => {
      const box = element.getBoundingClientRect();
      const stack = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      // Not found there: outside the window, or under something else.
      const below = stack.slice(stack.indexOf(element) === -1 ? stack.length : stack.indexOf(element));
      for (const layer of below) {
        const style = getComputedStyle(layer);
        if (layer.matches('video, canvas, img, svg, svg *')) return null;
        if (style.backgroundImage !== 'none' || Number(style.opacity) < 1) return null;
        const colour = colourOf(style.backgroundColor);
        if (colour[3] === 1) return colour;
        if (colour[3] > 0) return null;
      }
      return null;
    };
    const pale = new Set<string>();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node.textContent?.trim();
      const element = node.parentElement;
      if (!text || !element || element.closest('[aria-hidden=true], :disabled, svg')) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const box = element.getBoundingClientRect();
      const ground = groundOf(element);
      if (!ground || box.width < 2 || box.height < 2) continue;
      const style = getComputedStyle(element);
      const words = colourOf(style.color);
      if (words[3] < 1) continue;
      const [light = 0, dark = 0] = [luminance(words), luminance(ground)].sort((a, b) => b - a);
      const ratio = (light + 0.05) / (dark + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5))
        pale.add(
          `contrast ${ratio.toFixed(2)}: "${text.slice(0, 24)}" (${style.color} on ${ground.slice(0, 3)})`,
        );
    }
    return [...pale];
  });
}
