export const id=188,ids=[188],modules={188:((d,s,o)=>{o.d(s,{fromEnv:()=>_.sF});var _=o(1239)})};
