"""Deterministic synthetic cable corpus.

  gen_corpus.py N [--forms raw,yaml,toml,pelican,nikola] [--out DIR] [--jobs 2]

Cable i is a pure function of (SEED, i): corpus N is a prefix of any larger corpus.
Writes OUT/raw-N/ (teletype text like the seeds), OUT/md-N/ (YAML front matter, for
Hugo/Eleventy/MkDocs/Zensical/Astro), OUT/md-N-zola/, OUT/md-N-pelican/, OUT/md-N-nikola/.
Taxonomy shape: up to 200 posts, 1000 TAGS (Zipf s=1, 2-8 a cable), 5000 persons (Zipf s=.7,
1-10 a cable), 4 classifications, 0-6 references (to lower-numbered cables; ~12% more
references go to cables that are not in the corpus and stay plain text). Posts, routing
indicators and TAGS are those of generator/entities/data; serial numbers, days of year, precedences,
executive orders and reasons agree with one another, as in a sound telegram of 1996-2010.
Persons and sentences are invented.
"""

# ruff: noqa
# fmt: off
import argparse, bisect, csv, datetime, hashlib, itertools, json, math, os, random, sys, textwrap
from multiprocessing import Pool
SEED = 'cables-2026'
HERE = os.path.dirname(os.path.abspath(__file__))

def rng_for(*k):
    return random.Random(':'.join(map(str, (SEED,) + k)))

CLASSES = ['UNCLASSIFIED', 'UNCLASSIFIED//FOR OFFICIAL USE ONLY', 'CONFIDENTIAL', 'SECRET']
CLW = list(itertools.accumulate([34, 16, 39, 11]))
MARK = dict(zip(CLASSES, ('U', 'SBU', 'C', 'S')))
LETTER = dict(zip(CLASSES, ('ZNR UUUUU', 'ZNR UUUUU', 'ZNY CCCCC', 'ZNY SSSSS')))
SPACED = dict(zip(CLASSES, ('UNCLAS', 'UNCLAS', 'C O N F I D E N T I A L', 'S E C R E T')))

def table(name):
    return list(csv.DictReader(open(os.path.join(HERE, '..', 'generator', 'entities', 'data', name), encoding='utf-8')))
_posts = sorted((p for p in table('posts.csv') if p['kind'] == 'embassy' and p['routing_indicator'] and p['cablegate_count']), key=lambda p: -int(p['cablegate_count']))[:200]
POSTS = [p['mrn_name'] for p in _posts]
_spaced = {p['mrn_name']: p['display'].removeprefix('Embassy ').upper().replace('-', ' ') for p in _posts}
NAME = {k: v if v.replace(' ', '') == k else k for k, v in _spaced.items()}   # ABUDHABI -> ABU DHABI
ROUTE = {p['mrn_name']: p['routing_indicator'] for p in _posts}
def build_world():
    r = rng_for('world')
    known = sorted((t for t in table('tags.csv') if t['code'].isalpha()), key=lambda t: (-int(t['seen'] or 0), t['code']))
    tags = list(dict.fromkeys(t['code'] for t in known))[:1000]
    first = '''Philippe Jean Arnaud Francois Robert Denis Henry William John James Robert Josiah Craig Bruce Ivan Sergey Vladimir Dmitri Igor Anatoly Hans Klaus Jurgen
Wolfgang Giovanni Carlo Marco Paolo Antonio Jose Luis Miguel Carlos Juan Pedro Manuel Ahmed Mohammed Hassan Ali Hussein Omar Khalid Abdullah Ibrahim Mustafa Mehmet Recep
Yusuf Rajiv Sanjay Anil Vikram Indira Sonia Wen Li Zhang Wang Chen Hiroshi Kenji Takashi Yuki Park Kim Lee Nguyen Tran Suharto Susilo Benigno Ferdinand Nelson Thabo
Kofi Kwame Julius Daniel Robert Joseph Emeka Chinua Fatima Aisha Leila Maria Elena Anna Olga Svetlana Ingrid Helga Margaret Angela Christine Sophie Claire'''.split()
    a = 'Ro Le Du Mar Ber Kov Pet Iva Sto Ham Sal Kar Mit Has Nak Wat Tan Fer Gon Lop Ram Sil Oli Mbe Oko Ade Kwa Ndi Ste Jen And Lar Nov Dvo Sza Pop Ion Geo Pap Kon Yil Ozt Bar Lev Coh Abu Nas Zah Kha Sin Pat Gup Cha Hua Zho Min Pha'.split()
    b = 'ber senko vich sson mann ali dez nez eira elli ini ova ski wicz oglu yan shvili adze nen sen land stein feld court mont ville ard eau ier ot ham ton ley worth field man ada moto mura zawa gupta rao nath khan zai pour doust awi ani eh oun wane koro ngo mba'.split()
    people, seen = [], set()
    while len(people) < 5000:
        n = f'{r.choice(first)} {r.choice(a)}{r.choice(b)}'
        if n not in seen: seen.add(n); people.append(n)
    zt = list(itertools.accumulate(1 / (k + 1) for k in range(len(tags))))
    zp = list(itertools.accumulate((k + 1) ** -0.7 for k in range(5000)))
    zo = list(itertools.accumulate((k + 1) ** -0.6 for k in range(len(POSTS))))
    words = open(os.path.join(HERE, 'gen_words.txt')).read().split()
    zw = list(itertools.accumulate((k + 3) ** -0.95 for k in range(len(words))))
    return tags, people, zt, zp, zo, words, zw
TAGS, PEOPLE, ZT, ZP, ZO, WORDS, ZW = build_world()

def pick(r, items, cum):
    return items[bisect.bisect_left(cum, r.random() * cum[-1])]
def pickn(r, items, cum, n):
    out = []
    while len(out) < n:
        x = pick(r, items, cum)
        if x not in out: out.append(x)
    return out

def head(i):
    r = rng_for('h', i)
    u = r.random()
    year = r.randint(1996, 2001) if u < .2 else r.randint(2002, 2010)
    month, day, hh, mm = r.randint(1, 12), r.randint(1, 28), r.randint(0, 23), r.randint(0, 59)
    post = pick(r, POSTS, ZO)
    num = (i * 7919) % 100003 + 1
    return dict(i=i, year=year, month=month, day=day, hh=hh, mm=mm, post=post, num=num,
                ref=f'{year % 100:02d} {NAME[post]} {num}', id=f'{year % 100:02d}{post}{num}', slug=f'{year % 100:02d}{post}{num}'.lower(),
                date=f'{year}-{month:02d}-{day:02d}T{hh:02d}:{mm:02d}:00Z', cls=CLASSES[bisect.bisect_left(CLW, r.random() * 100)], _r=r)

NOUN = '''government ministry official minister ambassador embassy delegation meeting agreement proposal policy election coalition parliament opposition party leader economy budget
investment trade export reform bank inflation currency loan debt market company contract oil pipeline energy security defense missile threat border army police military base deployment
troops exercise intelligence terrorism sanctions resolution treaty negotiation talks summit visit statement declaration position concern support response request approach demarche talking-points
program project assistance aid fund refugee rights prisoner trial court judge law legislation corruption investigation press media newspaper report journalist protest strike union church
university student health disease drought agriculture wheat fishery airline aviation port customs tariff quota visa consular section assessment analysis comment issue process timetable text
language draft amendment commission council assembly secretariat working-level group relationship cooperation dialogue tension conflict ceasefire peace settlement'''.split()
VERB = '''said noted stressed emphasized argued explained stated asserted claimed suggested added observed acknowledged confirmed denied warned complained predicted reported indicated
believed expected hoped proposed agreed recommended urged maintained recalled underlined admitted conceded insisted volunteered remarked cautioned'''.split()
VERBT = '''support oppose delay accept reject review finance approve implement negotiate discuss sign ratify block expand reduce monitor investigate reform establish strengthen undermine
protect resolve coordinate host postpone announce consider complete withdraw'''.split()
ADJ = '''strategic economic political military bilateral multilateral regional domestic foreign financial technical senior junior official informal public private recent previous significant
serious difficult positive negative constructive cautious firm flexible formal initial final joint common new old key critical likely unlikely internal external humanitarian legal nuclear civil
commercial agricultural industrial diplomatic provincial federal rural urban ethnic religious secular moderate conservative liberal independent'''.split()
ORG = 'MFA MOD GOF NATO EU UN IAEA IMF WORLD-BANK OECD WTO OSCE ASEAN AU OAS USG USAID DEA FBI NGO UNHCR WHO ICRC MOI MOF GOI GOT GOE'.split()
SECT = ['Background', 'Economic Outlook', 'No Immediate Reaction to the Offer', 'Political Context', 'Next Steps', 'The View from the Ministry', 'Domestic Reactions', 'Bilateral Issues', 'Security Situation',
        'Human Rights', 'Trade and Investment', 'Regional Dynamics', 'Meeting with the Minister', 'Opposition Views', 'Energy', 'Press Reaction', 'Comment']
T = [
 'The {a} {n} {v} that the {n} would {t} the {a} {n}, and that {o} {n} {n} should not be expected before {m}.',
 '{P} {v} that the {w} {n} remained {a}, adding that the {n} "could not {t} a {a} {n}" without {w} from {o}.',
 'In a {a} meeting with {E}, {p} {v} that the {n} of the {w} was a matter for the {n}.',
 'According to {p}, {o} had already begun to {t} the {n}; however, the {a} {w} and the {n} had not been {w}.',
 'He {v} that {k} percent of the {n} was {a} and that the {w} {n} had grown by {k} percent since {y}.',
 'The {n} is prepared to {t} {a} {w}, one way of addressing this {n}, but not a {w} {n} on the {n}.',
 '{P} cautioned that {o} would {t} any {n} which {w} the {a} {n} or the {n} of {w}.',
 'Post believes that the {a} {n} will continue to {t} {w} {n} until the {n} has been {w}.',
 'Asked about the {w}, {p} {v} that "the {n} is {a}" and that he saw no {n} in {w}.',
 'The {o} estimates the {n} at USD {k} million, of which {k} million is for {w} {n} and {a} {n}.',
 'A {a} {n} from the {w} {n} told {E} that {p} had been {w} by the {n} in {m} {y}.',
 'On {m} {d}, the {n} {v} a {a} {w}, which local {n} described as {w} and {w}.',
 'While the {n} {v} {a} progress, the {w} between {o} and the {n} is still {w}.',
 'Both men {v} that the {n} was "not saying no" to the {a} {n} for a {w} {n}.',
 'This {a} {n} comes as the {w} {n} of {y} is being {w} by {o} and by the {a} {n}.',
 '{P} concluded that the {n} needed {w}, {w}, and a {a} {n} in order to {t} the {n}.',
 'There is {a} {w} among {n} officials, who {v} that the {n} was {w} and the {w} {n} too {a}.',
 'Emboffs {v} U.S. {n} on {w} and pressed {o} to {t} the {a} {n} as soon as possible.',
 'The {w} {n}, led by {p}, will {t} the {n} in {m}, and is expected to {t} the {a} {w}.',
 'No {n} has been {w} on the {a} {w}.', 'The {n} {v} otherwise.', 'This was {w}.',
]
MONTHS = 'January February March April May June July August September October November December'.split()
MON3 = [m[:3].upper() for m in MONTHS]
import re
_slot = re.compile(r'\{(\w)\}')
TC = [(_slot.split(t)) for t in T]

def sentence(r, ppl, post):
    parts = TC[int(r.random() * len(TC))]
    out = [parts[0]]
    rd = r.random
    for j in range(1, len(parts), 2):
        s = parts[j]
        if s == 'w': x = WORDS[bisect.bisect_left(ZW, rd() * ZW[-1])]
        elif s == 'n': x = NOUN[int(rd() * len(NOUN))] if rd() < .7 else WORDS[bisect.bisect_left(ZW, rd() * ZW[-1])]
        elif s == 'a': x = ADJ[int(rd() * len(ADJ))]
        elif s == 'v': x = VERB[int(rd() * len(VERB))]
        elif s == 't': x = VERBT[int(rd() * len(VERBT))]
        elif s == 'o': x = ORG[int(rd() * len(ORG))]
        elif s in 'pP':
            n = ppl[int(rd() * len(ppl))]
            x = n if rd() < .4 else n.split()[1]
        elif s == 'E': x = 'Emboffs' if rd() < .5 else 'the Ambassador'
        elif s == 'm': x = MONTHS[int(rd() * 12)]
        elif s == 'd': x = str(1 + int(rd() * 28))
        elif s == 'y': x = str(1970 + int(rd() * 40))
        else: x = str(1 + int(rd() * 99))
        out.append(x); out.append(parts[j + 1])
    s = ''.join(out)
    return s[0].upper() + s[1:]

def cable(i):
    h = head(i); r = h.pop('_r')
    h['tags'] = pickn(r, TAGS, ZT, r.choices(range(2, 9), (10, 18, 24, 20, 14, 9, 5))[0])
    h['people'] = pickn(r, PEOPLE, ZP, r.choices(range(1, 11), (14, 18, 18, 14, 11, 8, 6, 5, 3, 3))[0])
    refs, nref = [], r.choices(range(7), (34, 22, 16, 11, 8, 5, 4))[0]
    for _ in range(nref):
        if i == 0: break
        best = None
        for _ in range(6):
            c = head(r.randrange(i))
            if best is None: best = c
            if c['date'] < h['date']: best = c; break
        if best['id'] not in [x['id'] for x in refs]: refs.append({k: best[k] for k in ('id', 'slug', 'ref')} | {'ok': True})
    if r.random() < .22:  # a reference to a cable that is not in the corpus
        n = f"{h['year'] % 100:02d} {NAME[pick(r, POSTS, ZO)]} {200000 + r.randrange(99999)}"
        refs.append({'id': n.replace(' ', ''), 'slug': None, 'ref': n, 'ok': False})
    h['refs'] = refs
    u = r.random()
    size = r.uniform(600, 2200) if u < .12 else r.uniform(18000, 36000) if u > .965 else min(60000, 6900 * math.exp(r.gauss(0, .52)))
    nw = r.randint(5, 11)
    h['title'] = ' '.join([WORDS[bisect.bisect_left(ZW, r.random() * ZW[-1])] if r.random() < .45 else r.choice(NOUN) for _ in range(nw)]).upper().replace(' ', ' ')
    if r.random() < .5: h['title'] = h['people'][0].split()[1].upper() + "'S " + h['title']
    if r.random() < .3: h['title'] = h['tags'][0] + ': ' + h['title']
    paras, total, k = [], 0, 0
    mk = MARK[h['cls']]
    heads = r.random() < .6
    while total < size:
        k += 1
        if heads and k > 3 and r.random() < .28:
            paras.append(('h', r.choice(SECT)))
        target = min(max(size - total, 120), r.uniform(280, 1300))
        ss, n = [], 0
        while n < target:
            s = sentence(r, h['people'], h['post']); ss.append(s); n += len(s) + 1
        if refs and r.random() < .35:
            x = r.randrange(len(refs))
            ss.insert(len(ss) // 2, ('ref', x))
            n += 40
        if k == 1: ss[0] = 'Summary: ' + ss[0]; ss.append('End Summary.')
        paras.append(('p', k, mk if r.random() < .9 else 'U', ss)); total += n + 12
        if r.random() < .04:
            items = [sentence(r, h['people'], h['post']) for _ in range(r.randint(2, 6))]
            paras.append(('l', items)); total += sum(map(len, items)) + 4 * len(items)
    h['paras'] = paras
    h['sig'] = pick(r, PEOPLE, ZP).split()[1].upper()
    h['ocr'] = r.random() < .6
    h['trail'] = r.random() < .5
    h['_r'] = r
    return h

def ABC(n): return 'ABCDEFGHIJ'[n]

def raw_text(h):
    r = h['_r']; e = '  \n' if h['trail'] else '\n'
    others = [r.choice(POSTS) for _ in range(r.randint(1, 7))]
    word, letter = ('IMMEDIATE', 'O') if r.random() < .3 else ('PRIORITY', 'P')
    day = datetime.date(h['year'], h['month'], h['day']).timetuple().tm_yday
    dtg = f"{h['day']:02d}{h['hh']:02d}{h['mm']:02d}Z {MON3[h['month'] - 1]} {h['year'] % 100:02d}"
    route = f"VZCZCXYZ{r.randrange(9999):04d}{e}{letter * 2} RUEHWEB\n\n" if r.random() < .4 else f"VZCZCXRO{r.randrange(9999):04d}{e}{letter * 2} {' '.join(dict.fromkeys(ROUTE[o] for o in others))}{e}"
    L = ['\n\n', route, f"DE {ROUTE[h['post']]} #{h['num'] % 10000:04d}/01 {day:03d}{h['hh']:02d}{h['mm']:02d}{e}", f"{LETTER[h['cls']]} ZZH{e}", f"{letter} {dtg}{e}", f"FM AMEMBASSY {NAME[h['post']]}{e}",
         f"TO RUEHC/SECSTATE WASHDC {word} {r.randrange(9999):04d}{e}", f"INFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE PRIORITY{e}"]
    for o in dict.fromkeys(others): L.append(f"{ROUTE[o]}/AMEMBASSY {NAME[o]} PRIORITY {r.randrange(9999):04d}{e}")
    pages = 1
    spaced = SPACED[h['cls']]
    blob = []
    for p in h['paras']:
        if p[0] == 'h': blob.append(f"#### {p[1]}\n\n-----\n\n")
        elif p[0] == 'l': blob.append(''.join(f"-- {s}\n" for s in p[1]) + '\n')
        else:
            body = ' '.join(s if isinstance(s, str) else f"(Ref {ABC(s[1])}, {h['refs'][s[1]]['ref']}, reported on the same issue.)" for s in p[3])
            mark = '1' if h['ocr'] and p[1] > 2 and r.random() < .35 else '¶'
            blob.append(f"{mark}{p[1]}. ({p[2]}) {body}\n\n")
    text = ''.join(blob)
    pages = max(1, round(len(text) / 4600))
    if pages > 1:  # page breaks fall in the middle of paragraphs
        out, pos = [], 0
        for pg in range(2, pages + 1):
            cut = text.find(' ', min(len(text) - 1, pos + 4600))
            if cut < 0: break
            out.append(text[pos:cut]); out.append(f"\n\n{NAME[h['post']]} {h['num']:08d} {pg:03d} OF {pages:03d}\n\n"); pos = cut + 1
        out.append(text[pos:]); text = ''.join(out)
    sect = f" SECTION 01 OF {pages:02d}" if pages > 1 else ''
    L += [f"\n{spaced}{sect} {NAME[h['post']]} {h['num']:06d}\n\n{'SENSITIVE' + chr(10) if MARK[h['cls']] == 'SBU' else ''}SIPDIS\n\n"]
    if h['cls'] in ('SECRET', 'CONFIDENTIAL'): L.append(f"E.O. 12958: DECL: {h['month']:02d}/{h['day']:02d}/{h['year'] + 10}{e}")
    else: L.append(f"E.O. 12958: N/A{e}")
    L.append('TAGS: ' + ' '.join(f'[{t}](#)' for t in h['tags']) + e)
    L.append('SUBJECT: ' + ('\n'.join(textwrap.wrap(h['title'], 58))) + '\n\n')
    if h['refs']: L.append('REF: ' + '\n'.join(f"{ABC(n)}. {x['ref']}" for n, x in enumerate(h['refs'])) + '\n\n')
    if h['cls'] in ('SECRET', 'CONFIDENTIAL'): L.append(f"Classified By: Political Counselor {h['people'][0]}, for reasons {'1.4' if h['year'] > 2003 else '1.5'} (b) and (d).\n\n")
    L.append(text)
    L.append(f"Please visit {h['post'].title()}'s Classified Website at:\n<http://www.state.sgov.gov/p/eur/{h['post'].lower()}/index.cfm>\n\n{h['sig']}")
    return ''.join(L)

def md_body(h):
    L = []
    if h['refs']:
        L.append('## References\n\n' + ''.join(f"- {ABC(n)}. [{x['ref']}](../{x['slug']}/)\n" if x['ok'] else f"- {ABC(n)}. {x['ref']}\n" for n, x in enumerate(h['refs'])) + '\n')
    for p in h['paras']:
        if p[0] == 'h': L.append(f"## {p[1]}\n\n")
        elif p[0] == 'l': L.append(''.join(f"- {s}\n" for s in p[1]) + '\n')
        else:
            def inl(s):
                x = h['refs'][s[1]]; lab = f"Ref {ABC(s[1])}, {x['ref']}"
                return f"([{lab}](../{x['slug']}/), reported on the same issue.)" if x['ok'] else f"({lab}, reported on the same issue.)"
            L.append(f"¶{p[1]}. ({p[2]}) " + ' '.join(s if isinstance(s, str) else inl(s) for s in p[3]) + '\n\n')
    L.append(f"*{h['sig']}*\n")
    return ''.join(L)

J = lambda x: json.dumps(x, ensure_ascii=False)
def fm_yaml(h):
    return f"---\ntitle: {J(h['title'])}\ndate: {h['date']}\ncable_id: {J(h['id'])}\ntags: {J(h['tags'])}\npeople: {J(h['people'])}\nposts: {J([h['post']])}\nclassifications: {J([h['cls']])}\nrefs: {J([x['slug'] for x in h['refs'] if x['ok']])}\n---\n\n"
def fm_toml(h):
    return f"+++\ntitle = {J(h['title'])}\ndate = {h['date']}\n[taxonomies]\ntags = {J(h['tags'])}\npeople = {J(h['people'])}\nposts = {J([h['post']])}\nclassifications = {J([h['cls']])}\n[extra]\ncable_id = {J(h['id'])}\nrefs = {J([x['slug'] for x in h['refs'] if x['ok']])}\n+++\n\n"
def fm_pelican(h):   # Pelican has tags, authors, category: people -> authors, post -> category, classification -> one more tag
    return f"Title: {h['title']}\nDate: {h['date'][:16].replace('T', ' ')}\nSlug: {h['slug']}\nCableid: {h['id']}\nTags: {', '.join(h['tags'] + ['class ' + h['cls'].title()])}\nAuthors: {'; '.join(h['people'])}\nCategory: {h['post']}\nClassification: {h['cls']}\n\n"
def fm_nikola(h):
    return f"<!--\n.. title: {h['title']}\n.. slug: {h['slug']}\n.. date: {h['date'][:10]} {h['date'][11:16]}:00 UTC\n.. tags: {', '.join(h['tags'] + ['class ' + h['cls'].title()])}\n.. category: {h['post']}\n.. author: {', '.join(h['people'])}\n.. type: text\n-->\n\n"

def put(path, s):
    b = s.encode()
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644); os.write(fd, b); os.close(fd)
    return len(b)

def work(a):
    lo, hi, forms, dirs = a
    st = [0] * 6; sizes = []
    for i in range(lo, hi):
        h = cable(i)
        if 'raw' in forms:
            t = raw_text(h)
            put(f"{dirs['raw']}/{i:06d}_{hashlib.sha256(h['id'].encode()).hexdigest()[:16]}.txt", t); st[0] += len(t.encode())
        b = md_body(h); sizes.append(len(b.encode()))
        if 'yaml' in forms: put(f"{dirs['yaml']}/{h['slug']}.md", fm_yaml(h) + b)
        if 'toml' in forms: put(f"{dirs['toml']}/{h['slug']}.md", fm_toml(h) + b)
        if 'pelican' in forms: put(f"{dirs['pelican']}/{h['slug']}.md", fm_pelican(h) + b)
        if 'nikola' in forms: put(f"{dirs['nikola']}/{h['slug']}.md", fm_nikola(h) + b)
        st[1] += len(h['tags']); st[2] += len(h['people']); st[3] += len(h['refs']); st[4] += sum(x['ok'] for x in h['refs'])
    return st, sizes

def main():
    ap = argparse.ArgumentParser(); ap.add_argument('n', type=int); ap.add_argument('--forms', default='raw,yaml'); ap.add_argument('--out', default='.'); ap.add_argument('--jobs', type=int, default=2)
    a = ap.parse_args(); forms = a.forms.split(','); n = a.n
    dirs = {'raw': f'{a.out}/raw-{n}', 'yaml': f'{a.out}/md-{n}/cables', 'toml': f'{a.out}/md-{n}-zola/cables', 'pelican': f'{a.out}/md-{n}-pelican/cables', 'nikola': f'{a.out}/md-{n}-nikola/cables'}
    for f in forms: os.makedirs(dirs[f], exist_ok=True)
    step = 500
    tot = [0] * 6; sizes = []
    with Pool(a.jobs) as p:
        for st, sz in p.imap(work, [(lo, min(n, lo + step), forms, dirs) for lo in range(0, n, step)]):
            tot = [x + y for x, y in zip(tot, st)]; sizes += sz
    sizes.sort()
    q = lambda f: sizes[min(len(sizes) - 1, int(f * len(sizes)))]
    print(json.dumps(dict(n=n, forms=forms, raw_bytes=tot[0], body_bytes=sum(sizes), body_mean=round(sum(sizes) / n), body_p=dict(min=sizes[0], p1=q(.01), p10=q(.1), p25=q(.25), p50=q(.5), p75=q(.75), p90=q(.9), p99=q(.99), max=sizes[-1]),
          tags_per=tot[1] / n, people_per=tot[2] / n, refs_per=tot[3] / n, refs_resolved_per=tot[4] / n)))
if __name__ == '__main__': main()
