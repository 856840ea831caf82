const tm=(name,q,args)=>{const s=d.prepare(q);s.all(...args);let t=performance.now();for(let i=0;i<3000;i++)s.all(...args);console.log(((performance.now()-t)/3).toFixed(1),'us',name,s.all(...args).length)};
for(let k=0;k<2;k++){
tm('prev',`select start_at from slice where ${W} and start_at < ? order by start_at desc limit 1`,[acc,dim,max]);
tm('next',`select start_at from slice where ${W} and start_at >= ? order by start_at limit 1`,[acc,dim,E]);
tm('main only',`select * from slice where ${W} and start_at >= ? and start_at<=? order by start_at`,[acc,dim,max-20,E]);
tm('open',`select * from slice where account_id=? and dimension=? and end_at is null`,[acc,dim]);
tm('with prev',`select * from slice where ${W} and start_at >= coalesce((select start_at from slice where ${W} and start_at < ? order by start_at desc limit 1),?) and start_at<=? order by start_at`,[acc,dim,acc,dim,max,max,E]);
tm('with prev no coalesce',`select * from slice where ${W} and start_at >= (select start_at from slice where ${W} and start_at < ? order by start_at desc limit 1) and start_at<=? order by start_at`,[acc,dim,acc,dim,max,E]);
tm('full',q,args);
}
