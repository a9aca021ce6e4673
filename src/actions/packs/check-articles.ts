import { publishingFaults } from '../../core/knowledge/article.ts';
import type { PackDocument } from './pack-document.ts';
import { reportDuplicates, type Report } from './pack-problem.ts';

/** What articles refer to, and that what is published can be. */
export function checkArticles({ articles, services, authorities }: PackDocument, report: Report): void {
  reportDuplicates(
    articles.map(({ code }) => code),
    (at) => ['articles', at, 'code'],
    report,
  );
  const known = new Set(services.map(({ code }) => code));
  const units = new Set(
    authorities.flatMap(({ code, units: all }) => all.map((unit) => `${code}/${unit.code}`)),
  );
  articles.forEach(({ code: _code, owner, state, ...contents }, at) => {
    const path = ['articles', at];
    contents.services.forEach((service, index) => {
      if (!known.has(service)) report([...path, 'services', index], 'unknown_service', service);
    });
    if (owner !== null && !units.has(owner)) report([...path, 'owner'], 'unknown_unit', owner);
    if (state !== 'published') return;
    if (owner === null) report(path, 'article_incomplete', 'owner');
    const { services: _known, ...faults } = publishingFaults(contents, () => true);
    for (const [field, fault] of Object.entries(faults)) {
      if (fault === 'dates_inverted') report([...path, field], 'dates_inverted', contents.valid_until ?? '');
      else
        report([...path, field], fault === 'one_sentence' ? 'not_one_sentence' : 'article_incomplete', field);
    }
  });
}
