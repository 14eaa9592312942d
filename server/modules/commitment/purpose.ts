const PURPOSE = /(?:交通|路|车|误工|餐|饭|伙食|住宿|精神损失|精神抚慰|营养|护理|医疗|医药|检测|鉴定|快递|邮寄|邮|运|电话|油|停车|打车|摄影|化妆|改签|保管|材料|人工|手工|加工|慰问|辛苦|跑腿|通讯|通信|清洗|安装|维修|搬运|拆装|复印|打印|翻译|律师|公证|拖车|配送|机票|酒店|房)(?:费|金|款)|机票|车票|\b(?:travel|journey|trip|fares?|tickets?|meals?|lunch|dinner|income|wages|hotel|accommodation|postage|parking|taxi|medical|testing|shipping|trouble|inconvenience)\b/g

/** For what a sum is, where that is said: 交通费, a meal. */
export const purposeOf = (text: string): string => [...new Set([...text.matchAll(PURPOSE)].map(([one]) => one))].sort().join(' ')
