/** The look of the public page: light and dark, one column on a telephone, ink on paper. */
export const STYLE = `
:root{--ink:#1c2430;--soft:#586070;--page:#f6f5f2;--card:#fff;--line:#e6e3dd;--primary:#24527a;--on:#fff;--tint:#eaf0f5}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#a3adba;--page:#12161c;--card:#1a2028;--line:#2a323d;--primary:#7fb0da;--on:#12161c;--tint:#1e2c3a}}
*{box-sizing:border-box;margin:0}html{-webkit-text-size-adjust:100%}
body{background:var(--page);color:var(--ink);font:17px/1.7 "PingFang SC","Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif;overflow-wrap:anywhere}
html:lang(zh-HK) body{font-family:"PingFang HK","Noto Sans HK","Noto Sans CJK HK","Microsoft JhengHei","Noto Sans SC",system-ui,sans-serif}html:lang(en) body{font-family:-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Noto Sans SC",system-ui,sans-serif}
a{color:var(--primary)}a:focus-visible{outline:3px solid var(--primary);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:8px 16px}
header{background:var(--card);border-bottom:1px solid var(--line)}
.in,main,footer{max-width:1040px;margin:0 auto;padding:0 20px}
.in{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:center;justify-content:space-between;min-height:60px}
.brand{display:flex;gap:10px;align-items:center;font-weight:700}.brand i{display:grid;place-items:center;width:32px;height:32px;border-radius:8px;background:var(--primary);color:var(--on);font-style:normal}
nav a{display:inline-block;padding:12px 10px;color:var(--soft);text-decoration:none}nav a[aria-current]{color:var(--ink);font-weight:700;box-shadow:inset 0 -2px var(--primary)}
main{padding-top:40px;padding-bottom:40px;display:grid;gap:40px;grid-template-columns:minmax(0,1fr)}
h1{font-size:clamp(1.75rem,5vw,2.5rem);line-height:1.3;text-wrap:balance}h2{font-size:1.375rem;line-height:1.4;margin-bottom:12px}h3{font-size:1.0625rem;line-height:1.5}h4{font-size:1rem}
.lead{display:grid;gap:20px}.acts{display:flex;flex-wrap:wrap;gap:12px}
.btn{display:inline-flex;align-items:center;min-height:48px;padding:0 22px;border:1px solid var(--primary);border-radius:8px;background:var(--card);text-decoration:none;font-weight:600}.btn.main{background:var(--primary);color:var(--on)}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:20px}
.pledge{padding:28px;display:grid;gap:12px}.pledge h2{margin:8px 0 0}.pledge ul{display:grid;gap:10px;padding-left:1.3em}
.grid{list-style:none;padding:0;display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(min(100%,260px),1fr))}.grid p{margin-top:4px}section>p+.grid{margin-top:16px}
.tel{font-size:1.125rem;font-weight:600;font-variant-numeric:tabular-nums;display:inline-block;padding:4px 0}
dl.card{margin-top:16px;display:grid;gap:4px 20px}dt{color:var(--soft)}dd{margin:0}
.soft{color:var(--soft);font-size:.9375rem}.small{font-size:.875rem;margin-top:12px}
.tiles{list-style:none;padding:0;display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(min(100%,200px),1fr));margin:12px 0 24px}
.tiles li{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:20px;display:grid}.tiles b{font-size:2rem;line-height:1.2;color:var(--primary);font-variant-numeric:tabular-nums}.tiles small{color:var(--soft)}
table{width:100%;border-collapse:collapse}caption{text-align:left;font-weight:600;padding-bottom:8px}th{text-align:left;font-weight:400;padding:6px 12px 6px 0;width:30%}td{padding:6px 0}meter{width:100%;height:12px;display:block}.num{text-align:right;width:4em;font-variant-numeric:tabular-nums}
.stories{list-style:none;padding:0;display:grid;gap:16px}.stories li{display:grid;gap:16px}.stories img{width:100%;max-height:320px;object-fit:cover;border-radius:8px}.stories div{display:grid;gap:6px;align-content:start}
@media(min-width:720px){.stories li:has(img){grid-template-columns:300px minmax(0,1fr)}dl.card{grid-template-columns:max-content 1fr}}
footer{padding-bottom:40px}
@media print{:root{--ink:#000;--soft:#444;--page:#fff;--card:#fff;--line:#bbb;--primary:#123;--tint:#fff}body{font-size:11pt}.acts,nav,.skip{display:none}main{gap:18px;padding-top:12px}.card,.tiles li{break-inside:avoid}}
`
