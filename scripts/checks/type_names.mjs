// SPDX-License-Identifier: GPL-2.0-or-later
// A type has one definition. Two of one name in two files are one to the linker: it takes the code of one of them for
// both, and memory is written past its end. In an unnamed namespace a name is the file's own.
import { files, isCpp, isProduct, read } from "./tree.mjs";

const TYPE = /^(?:struct|class|enum(?: class)?) (\w+)(?: final)?(?: : [^;{]*)?\s*\{/;

export function check(root) {
  const homes = new Map();
  for (const path of files(root).filter((file) => isCpp(file) && isProduct(file))) {
    let isOwn = false;
    for (const line of read(root, path).split("\n")) {
      if (line.startsWith("namespace {")) isOwn = true;
      else if (line.startsWith("}  // namespace")) isOwn = false;
      const name = isOwn ? undefined : TYPE.exec(line)?.[1];
      if (name) homes.set(name, [...(homes.get(name) ?? []), path]);
    }
  }
  return [...homes].filter(([, paths]) => paths.length > 1).map(([name, paths]) => `${paths[1]}: a type «${name}» is defined in ${paths[0]} already: give it another name`);
}
