// SPDX-License-Identifier: GPL-2.0-or-later
// Pictures that were pasted or dropped: each is described, stored beside the article, and comes into the text.

import { text as t } from "../shared/texts.js";
import type { WriteApi } from "./api.js";
import { askAlt } from "./dialogs.js";

const MAX_IMAGE_BYTES = 5_000_000;

export interface ImageWishes {
  readonly say: (words: string, isAlarm: boolean) => void;
  readonly insert: (markdown: string) => void;
}

export async function addImages(files: readonly File[], article: string, api: WriteApi, wishes: ImageWishes): Promise<void> {
  for (const file of files) {
    if (file.size > MAX_IMAGE_BYTES) {
      wishes.say(t("image_too_large", { name: file.name }), true);
      continue;
    }
    const alt = await askAlt(file.name);
    if (alt === null) continue;
    try {
      const { markdown } = await api.upload(article, file, file.name === "" ? "image.png" : file.name);
      wishes.insert(markdown.replace("![]", `![${alt.replace(/[[\]]/g, "")}]`));
    } catch (error) {
      wishes.say((error as Error).message, true);
    }
  }
}
